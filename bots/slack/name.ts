import { PlatformName } from '../../core/ids.ts';

export const slackName = PlatformName.parse('slack');
