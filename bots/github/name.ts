import { PlatformName } from '../../core/ids.ts';

export const githubName = PlatformName.parse('github');
