import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { definePlatform } from '../conversation/platform-definition.ts';
import { token, webUrl } from '../conversation/setting.ts';
import { githubName } from './name.ts';

export const github = definePlatform({
  name: githubName,
  title: 'GitHub',
  greeting: 'On GitHub, write a comment with the line /coop help.',
  variables: {
    GITHUB_APP_ID: z.string().regex(/^\d+$/, 'must be a number').optional().meta({
      description: 'Your GitHub App. Left out, and no GITHUB_TOKEN: GitHub is off.',
      example: '123456',
    }),
    GITHUB_PRIVATE_KEY: z.string().optional().meta({
      description: 'The private key of that app: the PEM text, or the path of its file.',
      example: '/etc/coop/github-app.pem',
      secret: true,
    }),
    GITHUB_WEBHOOK_SECRET: token().optional().meta({
      description: 'The secret of its webhook, which calls /github/events. Left out: comments are found by reading back, within minutes.',
      example: 'the output of: openssl rand -hex 32',
      secret: true,
    }),
    GITHUB_TOKEN: token().optional().meta({
      description: 'Instead of an app: a personal token. No check runs then.',
      example: 'github_pat_...',
      secret: true,
    }),
    GITHUB_REPOSITORIES: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+(\s*,\s*[\w.-]+\/[\w.-]+)*$/, 'must be OWNER/NAME, several with commas')
      .optional()
      .meta({ description: 'With a personal token: the repositories that are looked after.', example: 'ada/lighthouse, ada/harbour' }),
    GITHUB_API_URL: webUrl().default('https://api.github.com').meta({
      description: 'The address of the GitHub API; another one for GitHub Enterprise, tests and proxies.',
      example: 'https://github.example.org/api/v3',
    }),
  },
  arrange: (given, folder) => {
    const { GITHUB_APP_ID: app, GITHUB_PRIVATE_KEY: key, GITHUB_TOKEN: personal, GITHUB_REPOSITORIES: repositories } = given;
    if (app === undefined && personal === undefined) return null;
    if (app !== undefined && key === undefined) {
      throw new CoopError('config', 'GITHUB_APP_ID needs GITHUB_PRIVATE_KEY beside it: the PEM text, or the path of its file.');
    }
    const login =
      app !== undefined && key !== undefined
        ? ({ kind: 'app', app, privateKey: readKey(key, folder) } as const)
        : ({ kind: 'token', token: personal ?? '' } as const);
    return {
      login,
      /** Null: nothing is taken by webhook. */
      webhookSecret: given.GITHUB_WEBHOOK_SECRET ?? null,
      /** With a personal token; an app is told by its installations. */
      repositories: repositories?.split(',').map((name) => name.trim()) ?? [],
      apiUrl: given.GITHUB_API_URL,
    };
  },
  open: async (settings, parts) => {
    const { createGithub } = await import('./github.ts');
    return createGithub({ ...settings, ...parts });
  },
  setUp: async ({ clock }) => {
    const { createGithubSetUp } = await import('./walk.ts');
    return createGithubSetUp(clock);
  },
});

/** PEM text, also on one line with \n as .env files have it, or the path of a file. */
function readKey(given: string, folder: string): string {
  if (given.includes('-----BEGIN')) return given.replaceAll('\\n', '\n');
  try {
    return readFileSync(resolve(folder, given), 'utf8');
  } catch (cause) {
    throw new CoopError('config', `GITHUB_PRIVATE_KEY names a file that cannot be read: ${given}`, { cause });
  }
}
