import { PlatformName } from '../../core/ids.ts';

export const discordName = PlatformName.parse('discord');
