import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../config.ts';
import { haveSynapse } from '../../peers/matrix/install.ts';
import { startMatrix } from '../../peers/matrix/start.ts';
import type { MatrixPeer } from '../../peers/matrix/start.ts';
import { atTerminal, makeFolder, throughPipe } from './answering.ts';

describe.skipIf(!(await haveSynapse()))('coop setup matrix, over the real wire', () => {
  let peer: MatrixPeer;
  beforeAll(async () => {
    peer = await startMatrix();
  });
  afterAll(() => peer.stop());

  test('logs in once by password, on a device of its own, and keeps only its token', async () => {
    await using place = await makeFolder();
    const answers = ['nonsense', peer.url, '', 'coop', 'wrong password', peer.password];
    const { screen, report } = await atTerminal('matrix', { folder: place.folder, environment: {}, answers });
    expect(screen).toContain('that is no address');
    expect(screen).toContain('the homeserver refuses user and password\n      -> check the password');
    expect(report?.variables).toEqual(['MATRIX_ACCESS_TOKEN', 'MATRIX_URL']);
    const written = (await place.env()) ?? '';
    expect(written).not.toContain(peer.password);
    expect(loadConfig({}, place.folder).platforms).toMatchObject([{ name: 'matrix', settings: { login: { kind: 'token' } } }]);
    const token = /^MATRIX_ACCESS_TOKEN=(.+)$/m.exec(written)?.[1] ?? '';
    expect(token).not.toBe(peer.bot.accessToken);
    expect(screen + JSON.stringify(report)).not.toContain(token);
    expect(screen).not.toContain(peer.password);
    const who = await fetch(`${peer.url}/_matrix/client/v3/account/whoami`, { headers: { authorization: `Bearer ${token}` } });
    await expect(who.json()).resolves.toMatchObject({ user_id: peer.bot.userId });
  });

  test('takes a token instead; one that was revoked is refused', async () => {
    await using place = await makeFolder();
    const { accessToken } = await peer.register('short-lived');
    const asked = { folder: place.folder, environment: {}, answers: [peer.url, 'token', accessToken] };
    expect((await throughPipe('matrix', asked)).report?.next[0]).toContain('invite @short-lived:');
    await fetch(`${peer.url}/_matrix/client/v3/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}` },
      body: '{}',
    });
    const { refusal } = await throughPipe('matrix', asked);
    expect(refusal).toContain('the homeserver does not accept the access token');
    expect(refusal).not.toContain(accessToken);
  });

  test('a homeserver that is away is named', async () => {
    await using place = await makeFolder();
    const { refusal } = await throughPipe('matrix', { folder: place.folder, environment: {}, answers: ['http://127.0.0.1:1'] });
    expect(refusal).toContain('no homeserver answers there');
    await expect(place.env()).resolves.toBeNull();
  });
});
