import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { definePlatform } from '../conversation/platform-definition.ts';
import { token, webUrl } from '../conversation/setting.ts';
import { matrixName } from './name.ts';

export const matrix = definePlatform({
  name: matrixName,
  title: 'Matrix',
  greeting: 'In a Matrix room, say !coop help.',
  variables: {
    MATRIX_URL: webUrl().optional().meta({
      description: 'The homeserver of the bot. Left out: Matrix is off. Needs an access token, or a user and a password.',
      example: 'https://matrix.example.org',
    }),
    MATRIX_ACCESS_TOKEN: token().optional().meta({
      description: 'An access token of the bot, for a device that nothing else uses.',
      example: 'syt_...',
      secret: true,
    }),
    MATRIX_USER: z.string().optional().meta({ description: 'The user id of the bot.', example: '@coop:example.org' }),
    MATRIX_PASSWORD: z.string().optional().meta({
      description: 'Its password: used once, for a device of its own, which is remembered.',
      example: 'correct horse battery staple',
      secret: true,
    }),
  },
  arrange: ({ MATRIX_URL: url, MATRIX_ACCESS_TOKEN: accessToken, MATRIX_USER: user, MATRIX_PASSWORD: password }) => {
    if (url === undefined) return null;
    if (accessToken !== undefined) return { url, login: { kind: 'token', accessToken } as const };
    if (user !== undefined && password !== undefined) return { url, login: { kind: 'password', user, password } as const };
    throw new CoopError('config', 'MATRIX_URL needs MATRIX_ACCESS_TOKEN beside it, or MATRIX_USER and MATRIX_PASSWORD.');
  },
  open: async (settings, parts) => {
    const { createMatrix } = await import('./matrix.ts');
    return createMatrix({ ...settings, ...parts });
  },
  setUp: async () => {
    const { matrixSetUp } = await import('./walk.ts');
    return matrixSetUp;
  },
});
