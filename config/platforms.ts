import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CoopError } from '../core/errors.ts';
import type { Environment } from './environment.ts';

/** Null: off. */
export function arrangeDiscord(environment: Environment) {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_PUBLIC_KEY: publicKey } = environment;
  if (token === undefined) return null;
  /** Without the public key interactions come through the gateway. */
  return { token, apiUrl, publicKey: publicKey ?? null };
}

/** Null: off. */
export function arrangeSlack(environment: Environment) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = environment;
  if (botToken === undefined) return null;
  if (appToken === undefined && signingSecret === undefined) {
    throw new CoopError('config', 'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.');
  }
  return { botToken, appToken: appToken ?? null, signingSecret: signingSecret ?? null, apiUrl: environment.SLACK_API_URL };
}

/** Null: off. */
export function arrangeMatrix(environment: Environment) {
  const { MATRIX_URL: url, MATRIX_ACCESS_TOKEN: accessToken, MATRIX_USER: user, MATRIX_PASSWORD: password } = environment;
  if (url === undefined) return null;
  if (accessToken !== undefined) return { url, login: { kind: 'token', accessToken } as const };
  if (user !== undefined && password !== undefined) return { url, login: { kind: 'password', user, password } as const };
  throw new CoopError('config', 'MATRIX_URL needs MATRIX_ACCESS_TOKEN beside it, or MATRIX_USER and MATRIX_PASSWORD.');
}

/** Null: off. */
export function arrangeGithub(environment: Environment, folder: string) {
  const { GITHUB_APP_ID: app, GITHUB_PRIVATE_KEY: key, GITHUB_TOKEN: personal, GITHUB_REPOSITORIES: repositories } = environment;
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
    webhookSecret: environment.GITHUB_WEBHOOK_SECRET ?? null,
    /** With a personal token; an app is told by its installations. */
    repositories: repositories?.split(',').map((name) => name.trim()) ?? [],
    apiUrl: environment.GITHUB_API_URL,
  };
}

/** PEM text, also on one line with \n as .env files have it, or the path of a file. */
function readKey(given: string, folder: string): string {
  if (given.includes('-----BEGIN')) return given.replaceAll('\\n', '\n');
  try {
    return readFileSync(resolve(folder, given), 'utf8');
  } catch (cause) {
    throw new CoopError('config', `GITHUB_PRIVATE_KEY names a file that cannot be read: ${given}`, { cause });
  }
}
