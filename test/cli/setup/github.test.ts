import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGithub } from '../../peers/github/start.ts';
import type { GithubPeer } from '../../peers/github/start.ts';
import { havePeers } from '../../peers/install.ts';
import { openScriptedApi } from '../../bots/github/scripted-api.ts';
import { atTerminal, makeFolder, throughPipe } from './answering.ts';

describe.skipIf(!(await havePeers()))('coop setup github, over the real wire', () => {
  let asToken: GithubPeer;
  let asApp: GithubPeer;
  beforeAll(async () => {
    asToken = await startGithub({ as: 'token' });
    asApp = await startGithub({ as: 'app' });
  });
  afterAll(() => Promise.all([asToken.stop(), asApp.stop()]));

  test('with a token: the link has the permissions, and each repository is tried', async () => {
    await using place = await makeFolder();
    const token = 'token' in asToken.credentials ? asToken.credentials.token : '';
    const answers = ['', 'bakery', asToken.repository, token];
    const { screen, report } = await atTerminal('github', {
      folder: place.folder,
      environment: { GITHUB_API_URL: asToken.url },
      answers,
    });
    expect(screen).toContain('that names no repository');
    await expect(place.env()).resolves.toBe(`GITHUB_REPOSITORIES=${asToken.repository}\nGITHUB_TOKEN=${token}\n`);
    expect(screen + JSON.stringify(report)).not.toContain(token);
    const link = new URL(report?.links['token'] ?? '');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ issues: 'write', pull_requests: 'write', metadata: 'read' });
    expect(link.searchParams.has('administration')).toBe(false);
    expect(asToken.violations).toEqual([]);
  });

  test('as an app: its key is tried, and its permissions are read', async () => {
    await using place = await makeFolder();
    if (!('appId' in asApp.credentials)) throw new Error('it is no app');
    const { appId, privateKey } = asApp.credentials;
    const key = join(place.folder, 'app.pem');
    await writeFile(key, privateKey);
    const variables = { GITHUB_API_URL: asApp.url, COOP_PUBLIC_URL: 'https://coop.example.org' };
    const answers = ['app', appId, key, 'a-webhook-secret-of-ours'];
    const { report } = await throughPipe('github', { folder: place.folder, environment: variables, answers });
    expect(report?.variables).toEqual(['GITHUB_APP_ID', 'GITHUB_PRIVATE_KEY', 'GITHUB_WEBHOOK_SECRET']);
    expect(report?.found).toContain('the GitHub App has the permissions that it needs');
    expect(report?.links['app']).toContain(encodeURIComponent('https://coop.example.org/github/events'));
    expect(JSON.stringify(report)).not.toContain('a-webhook-secret');
    const missing = await throughPipe('github', { folder: place.folder, environment: variables, answers: ['app', appId, 'nowhere.pem'] });
    expect(missing.refusal).toContain('there is no such file');
  });

  test('names the repository that a token does not see, and the permission that it lacks', async () => {
    await using place = await makeFolder();
    const scripted = await openScriptedApi(({ path, method }) => {
      if (path === '/user') return { body: { login: 'coop-bot' } };
      if (path.includes('hidden')) return { status: 404, body: { message: 'Not Found' } };
      return method === 'PATCH' ? { status: 403, body: { message: 'Resource not accessible' } } : { body: { full_name: 'ada/open' } };
    });
    const asked = { folder: place.folder, environment: { GITHUB_API_URL: scripted.url } };
    const unseen = await throughPipe('github', { ...asked, answers: ['', 'ada/hidden', 'ghp_x'] });
    expect(unseen.refusal).toContain('the token does not see ada/hidden');
    const unwritten = await throughPipe('github', { ...asked, answers: ['', 'ada/open', 'ghp_x'] });
    expect(unwritten.refusal).toContain('the token may not write in ada/open: it lacks "Issues: read and write"');
    const refused = await openScriptedApi(() => ({ status: 401, body: { message: 'Bad credentials' } }));
    const wrong = { folder: place.folder, environment: { GITHUB_API_URL: refused.url }, answers: ['', 'ada/open', 'ghp_x'] };
    expect((await throughPipe('github', wrong)).refusal).toContain('GitHub does not accept the token');
    await refused.close();
    await scripted.close();
    const away = await throughPipe('github', { ...asked, answers: ['', 'ada/open', 'ghp_x'] });
    expect(away.refusal).toContain('GitHub cannot be reached');
    await expect(place.env()).resolves.toBeNull();
  });
});
