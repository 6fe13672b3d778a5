import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scopes } from '../../../bots/slack/manifest.ts';
import { havePeers } from '../../peers/install.ts';
import { startSlack } from '../../peers/slack/start.ts';
import type { SlackPeer } from '../../peers/slack/start.ts';
import { atTerminal, makeFolder, throughPipe } from './answering.ts';

describe.skipIf(!(await havePeers()))('coop setup slack, over the real wire', () => {
  let peer: SlackPeer;
  beforeAll(async () => {
    peer = await startSlack();
  });
  afterAll(() => peer.stop());
  const environment = () => ({ SLACK_API_URL: peer.apiUrl });

  test('shows a link that makes the app, takes both tokens, and writes them', async () => {
    await using place = await makeFolder();
    const answers = [peer.botToken, peer.appToken];
    const { screen, report } = await atTerminal('slack', { folder: place.folder, environment: environment(), answers });
    await expect(place.env()).resolves.toBe(`SLACK_BOT_TOKEN=${peer.botToken}\nSLACK_APP_TOKEN=${peer.appToken}\n`);
    for (const token of answers) expect(screen + JSON.stringify(report)).not.toContain(token);
    expect(report?.found).toContain('the Slack app has all the scopes it needs');
    const manifest = JSON.parse(new URL(report?.links['create'] ?? '').searchParams.get('manifest_json') ?? '');
    expect(manifest.oauth_config.scopes.bot).toEqual(Object.keys(scopes));
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(peer.violations).toEqual([]);
  });

  test('with a public address it may be called by signed HTTP instead', async () => {
    await using place = await makeFolder();
    const variables = { ...environment(), COOP_PUBLIC_URL: 'https://coop.example.org' };
    const answers = ['2', peer.botToken, peer.signingSecret];
    const { report } = await throughPipe('slack', { folder: place.folder, environment: variables, answers });
    expect(report?.variables).toEqual(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']);
    expect(decodeURIComponent(report?.links['create'] ?? '')).toContain('https://coop.example.org/slack/events');
  });

  test('a token of the wrong kind, and one in the wrong place, are told apart from a wrong one', async () => {
    await using place = await makeFolder();
    const answers = ['hello', peer.appToken, 'xoxb-wrong', peer.botToken, peer.botToken, 'xapp-wrong', peer.appToken];
    const { screen, report } = await atTerminal('slack', { folder: place.folder, environment: environment(), answers });
    expect(report).not.toBeNull();
    expect(screen).toContain('that is no token of Slack');
    expect(screen).toContain('that is a token of another kind (xapp-...)');
    expect(screen).toContain('Slack does not accept the bot token');
    expect(screen).toContain('that is a token of another kind (xoxb-...)');
    expect(screen).toContain('Slack does not accept the app-level token (invalid_auth)');
  });

  test('says exactly which scopes are missing, of either token', async () => {
    await using place = await makeFolder();
    await using lesser = await withoutScopes(peer.apiUrl, ['chat:write', 'im:history']);
    const asked = { folder: place.folder, environment: { SLACK_API_URL: lesser.url } };
    expect((await throughPipe('slack', { ...asked, answers: [peer.botToken] })).refusal).toMatch(
      /lacks the scopes im:history, chat:write: add them on the page "OAuth & Permissions"/,
    );
    peer.fault({ matches: ({ method }) => method === 'apps.connections.open', does: { kind: 'error', error: 'missing_scope' } });
    const answers = [peer.botToken, peer.appToken];
    const { refusal } = await throughPipe('slack', { folder: place.folder, environment: environment(), answers });
    expect(refusal).toContain('the app-level token lacks the scope connections:write');
    await expect(place.env()).resolves.toBeNull();
  });

  test('a token that was revoked, and a peer that is away, are named', async () => {
    await using place = await makeFolder();
    peer.revoke(true);
    const asked = { folder: place.folder, answers: [peer.botToken, peer.appToken] };
    expect((await throughPipe('slack', { ...asked, environment: environment() })).refusal).toContain('Slack does not accept the bot token');
    peer.revoke(false);
    const { refusal } = await throughPipe('slack', { ...asked, environment: { SLACK_API_URL: 'http://127.0.0.1:1/api/' } });
    expect(refusal).toContain('Slack cannot be reached');
  });
});

/** The peer as an app sees it that was granted less. */
async function withoutScopes(apiUrl: string, without: readonly string[]) {
  const server = createServer((incoming, response) => {
    void (async () => {
      const { authorization = '', 'content-type': type = '' } = incoming.headers;
      const address = new URL((incoming.url ?? '').replace(/^\//, ''), apiUrl);
      const answer = await fetch(address, { method: 'POST', headers: { authorization, 'content-type': type }, body: await text(incoming) });
      const granted = Object.keys(scopes).filter((scope) => !without.includes(scope));
      response.writeHead(answer.status, { 'content-type': 'application/json', 'x-oauth-scopes': granted.join(',') });
      response.end(await answer.text());
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/`, [Symbol.asyncDispose]: async () => void server.close() };
}
