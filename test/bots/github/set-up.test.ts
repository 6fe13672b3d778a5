import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Login } from '../../../bots/github/api.ts';
import { createGithub } from '../../../bots/github/github.ts';
import { commands } from '../../../features/index.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { startGithub } from '../../peers/github/start.ts';
import { havePeers } from '../../peers/install.ts';
import { openScriptedApi } from './scripted-api.ts';

const github = (login: Login, apiUrl: string, more: { webhookSecret?: string; repositories?: readonly string[] } = {}) =>
  createGithub({
    login,
    apiUrl,
    webhookSecret: more.webhookSecret ?? null,
    repositories: more.repositories ?? [],
    commands,
    translator: createTranslator(),
    log: pino({ level: 'silent' }),
    clock: { now: () => new Date() },
    memory: createMemoryOfPlatform(),
  });
const token: Login = { kind: 'token', token: 'ghp_test' };
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const peersAreThere = await havePeers();

describe('what the doctor says of GitHub', () => {
  it.skipIf(!peersAreThere)('is all well of an app that is installed and called by webhook', async () => {
    const peer = await startGithub({ as: 'app' });
    try {
      if (!('appId' in peer.credentials)) throw new Error('it is no app');
      const { appId: app, privateKey: key } = peer.credentials;
      const { examine } = github({ kind: 'app', app, privateKey: key }, peer.url, { webhookSecret: peer.webhookSecret });
      const findings = await examine();
      expect(findings.map(({ what }) => what)).toEqual([
        'GitHub accepts the key of the app cooperatus[bot]',
        'the GitHub App has the permissions that it needs',
        'it hears no commands in discussions: that needs the permission "discussions: write"',
        'looks after village/bakery',
        'takes signed webhooks of GitHub at /github/events',
      ]);
      expect(findings.every(({ level }) => level === 'ok')).toBe(true);
      expect(peer.violations).toEqual([]);
    } finally {
      await peer.stop();
    }
  });

  it('names what is missing with a token: repositories, and a webhook', async () => {
    const scripted = await openScriptedApi(() => ({ body: { login: 'coop-bot' } }));
    const findings = await github(token, scripted.url).examine();
    await scripted.close();
    expect(findings).toMatchObject([
      { level: 'ok', what: 'GitHub accepts the token of coop-bot' },
      { level: 'missing', advice: expect.stringContaining('GITHUB_REPOSITORIES') },
      { level: 'missing', advice: expect.stringContaining('GITHUB_WEBHOOK_SECRET') },
    ]);
  });

  it('names what an app may not do', async () => {
    const permissions = { issues: 'read', metadata: 'read', checks: 'write', contents: 'write', discussions: 'write' };
    const scripted = await openScriptedApi(({ path }) => ({ body: path === '/app' ? { slug: 'coop', permissions } : [] }));
    const findings = await github({ kind: 'app', app: '7', privateKey }, scripted.url).examine();
    await scripted.close();
    expect(findings).toContainEqual({
      level: 'missing',
      what: 'the GitHub App lacks issues: write, pull_requests: write',
      advice: expect.stringContaining('Permissions & events'),
    });
    expect(findings).toContainEqual(expect.objectContaining({ what: 'the GitHub App is installed nowhere' }));
  });

  it('takes a key as GitHub hands it out, and says so where it is none', async () => {
    const scripted = await openScriptedApi(({ path }) => ({ body: path === '/app' ? { slug: 'coop' } : [] }));
    const handedOut = createPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString();
    const app = (key: string) => github({ kind: 'app', app: '7', privateKey: key }, scripted.url);
    expect((await app(handedOut).examine())[0]).toMatchObject({ level: 'ok' });
    for (const key of ['no key', privateKey.slice(0, 300)]) {
      expect(await app(key).examine()).toMatchObject([{ level: 'wrong', advice: 'correct GITHUB_APP_ID and GITHUB_PRIVATE_KEY' }]);
      await expect(app(key).start(async () => null)).rejects.toMatchObject({ code: 'github-token' });
    }
    await scripted.close();
  });

  it.each([
    [401, 'does not accept the token', 'github-token'],
    [502, 'cannot be reached', 'github-unreachable'],
  ])('tells a token that is refused from trouble that passes (%i)', async (status, what, code) => {
    const scripted = await openScriptedApi(() => ({ status, body: { message: 'no' } }));
    const platform = github(token, scripted.url);
    expect(await platform.examine()).toMatchObject([{ level: 'wrong', what: expect.stringContaining(what) }]);
    await expect(platform.start(async () => null)).rejects.toMatchObject({ code });
    await scripted.close();
    await expect(platform.start(async () => null)).rejects.toMatchObject({ code: 'github-unreachable' });
  });
});
