import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDiscord } from '../../peers/discord/start.ts';
import type { DiscordPeer } from '../../peers/discord/start.ts';
import { havePeers } from '../../peers/install.ts';
import { atTerminal, makeFolder, throughPipe } from './answering.ts';

describe.skipIf(!(await havePeers()))('coop setup discord, over the real wire', () => {
  let peer: DiscordPeer;
  beforeAll(async () => {
    peer = await startDiscord();
  });
  afterAll(() => peer.stop());
  const environment = () => ({ DISCORD_API_URL: peer.apiUrl });

  test('takes a token, unseen, writes it for its owner alone, and shows the link with the least permissions', async () => {
    await using place = await makeFolder();
    const { screen, report } = await atTerminal('discord', { folder: place.folder, environment: environment(), answers: [peer.token] });
    expect(report?.variables).toEqual(['DISCORD_TOKEN']);
    await expect(place.env()).resolves.toBe(`DISCORD_TOKEN=${peer.token}\n`);
    expect((await stat(join(place.folder, '.env'))).mode & 0o777).toBe(0o600);
    expect(screen).not.toContain(peer.token);
    expect(JSON.stringify(report)).not.toContain(peer.token);
    const invite = new URL(report?.links['invite'] ?? '');
    expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
    expect(BigInt(invite.searchParams.get('permissions') ?? 0) & 8n).toBe(0n);
    expect(peer.violations).toEqual([]);
  });

  test('a wrong token is named, and asked for again', async () => {
    await using place = await makeFolder();
    const answers = ['wr0ng.t0ken.pasted', '', peer.token];
    const { screen, report } = await atTerminal('discord', { folder: place.folder, environment: environment(), answers });
    expect(report).not.toBeNull();
    expect(screen).toContain('Discord does not accept the token');
    expect(screen).toContain('nothing was given');
    expect(screen).not.toContain('wr0ng');
  });

  test('Ctrl-C, and the end of the answers, leave nothing behind', async () => {
    await using place = await makeFolder();
    const asked = { folder: place.folder, environment: environment() };
    expect((await atTerminal('discord', { ...asked, answers: ['\u0003'] })).refusal).toContain('nothing was written');
    expect((await throughPipe('discord', { ...asked, answers: [] })).refusal).toContain('nothing was written');
    await expect(readdir(place.folder)).resolves.toEqual([]);
  });

  test('from a pipe a wrong answer ends it, with the reason', async () => {
    await using place = await makeFolder();
    const answers = ['wr0ng.t0ken.pasted', peer.token];
    const { refusal } = await throughPipe('discord', { folder: place.folder, environment: environment(), answers });
    expect(refusal).toMatch(/Discord does not accept the token: copy it again .* Nothing was written\./);
    expect(refusal).not.toContain('wr0ng');
    await expect(place.env()).resolves.toBeNull();
  });

  test('another token is replaced only when the person says so; everything else stays as it is', async () => {
    await using place = await makeFolder();
    const before = '# mine\nCOOP_PORT=0\n\nDISCORD_TOKEN=old\nODD LINE\nDISCORD_TOKEN="older"\nLAST=1\n';
    await writeFile(join(place.folder, '.env'), before, { mode: 0o644 });
    const asked = { folder: place.folder, environment: environment() };
    expect((await throughPipe('discord', { ...asked, answers: [peer.token] })).refusal).toContain('nothing was written');
    expect((await throughPipe('discord', { ...asked, answers: [peer.token, 'n'] })).refusal).toBe(
      'DISCORD_TOKEN stays as it was: nothing was written.',
    );
    await expect(place.env()).resolves.toBe(before);
    expect((await throughPipe('discord', { ...asked, answers: [peer.token, 'y'] })).refusal).toBeNull();
    await expect(place.env()).resolves.toBe(`# mine\nCOOP_PORT=0\n\nODD LINE\nDISCORD_TOKEN=${peer.token}\nLAST=1\n`);
    expect((await stat(join(place.folder, '.env'))).mode & 0o777).toBe(0o600);
    const again = await throughPipe('discord', { ...asked, answers: [''] });
    expect(again.screen).toContain('.env says it already');
  });

  test('a peer that is away is named', async () => {
    await using place = await makeFolder();
    const away = { DISCORD_API_URL: 'http://127.0.0.1:1/api' };
    const { refusal } = await throughPipe('discord', { folder: place.folder, environment: away, answers: [peer.token] });
    expect(refusal).toContain('Discord cannot be reached: check the network, and DISCORD_API_URL if it is set');
  });
});
