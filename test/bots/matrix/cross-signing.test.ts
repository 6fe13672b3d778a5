import { DeviceId, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Platform } from '../../../bots/conversation/platform.ts';
import { createMatrix } from '../../../bots/matrix/matrix.ts';
import type { PlatformMemory } from '../../../core/ports/platform-memory.ts';
import { haveSynapse } from '../../peers/matrix/install.ts';
import { startMatrix } from '../../peers/matrix/start.ts';
import type { MatrixPeer } from '../../peers/matrix/start.ts';
import { createMatrixClient } from '../../world/matrix-account.ts';
import type { MatrixClient } from '../../world/matrix-account.ts';
import { memoryInMemory } from './friend.ts';

describe.skipIf(!(await haveSynapse()))('the account of the bot vouches for its device', { timeout: 60_000 }, () => {
  let peer: MatrixPeer;
  let ada: MatrixClient;
  const logged: { msg: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });

  beforeAll(async () => {
    peer = await startMatrix();
    ada = createMatrixClient(peer.homeserver, await peer.register('ada'));
  }, 120_000);
  afterAll(async () => {
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  const make = (accessToken: string, memory: PlatformMemory): Platform =>
    createMatrix({
      url: peer.url,
      login: { kind: 'token', accessToken },
      commands: [],
      translator: createTranslator(),
      log,
      clock: { now: () => new Date() },
      memory,
      hold: { take: () => Promise.resolve({ lost: new AbortController().signal, release: () => Promise.resolve() }) },
    });
  const start = (platform: Platform): Promise<void> => platform.start(async () => null);
  const fresh = async (name: string) => {
    const account = await peer.register(name);
    const memory = memoryInMemory();
    return { account, memory, platform: () => make(account.accessToken, memory) };
  };
  /** As Element asks, by the same library. */
  const seenByOthers = async ({ userId, deviceId }: { userId: string; deviceId: string }) => {
    const machine = await OlmMachine.initialize(new UserId('@watcher:localhost'), new DeviceId('WATCHER'));
    const request = machine.queryKeysForUsers([new UserId(userId)]);
    const answer = await ada.request('POST', '/keys/query', JSON.parse(request.body));
    await machine.markRequestAsSent(request.id, request.type, JSON.stringify(answer));
    const device = await machine.getDevice(new UserId(userId), new DeviceId(deviceId));
    const master = (await machine.getIdentity(new UserId(userId)))?.masterKey ?? null;
    return { isSigned: device?.isCrossSignedByOwner() ?? false, master };
  };

  it('by an identity that is made once and stays', async () => {
    const { account, platform } = await fresh('signed');
    const first = platform();
    await start(first);
    await first.stop();
    const seen = await seenByOthers(account);
    expect(seen).toEqual({ isSigned: true, master: expect.stringContaining('ed25519') });
    const second = platform();
    await start(second);
    await second.stop();
    expect(await seenByOthers(account)).toEqual(seen);
  });

  it.each(['/keys/device_signing/upload', '/keys/signatures/upload'])('also when %s was lost', async (path) => {
    for (const kind of ['hang-up', 'lost-answer'] as const) {
      const { account, platform } = await fresh(`cut-${kind}${path.length}`);
      const first = platform();
      peer.fault({ matches: (request) => request.path.includes(path), does: { kind } });
      await expect(start(first)).rejects.toMatchObject({ code: 'matrix-unreachable' });
      await first.stop();
      const second = platform();
      await start(second);
      await second.stop();
      expect(await seenByOthers(account)).toMatchObject({ isSigned: true });
    }
  });

  it('but leaves an identity alone that somebody else made for the account', async () => {
    const { account, platform } = await fresh('owned');
    const owner = await OlmMachine.initialize(new UserId(account.userId), new DeviceId('PHONE'));
    const { uploadSigningKeysRequest: keys } = await owner.bootstrapCrossSigning(true);
    await createMatrixClient(peer.homeserver, account).request('POST', '/keys/device_signing/upload', JSON.parse(keys.body));
    const { master } = await seenByOthers(account);
    const bot = platform();
    await start(bot);
    await bot.stop();
    expect(await seenByOthers(account)).toEqual({ isSigned: false, master });
    expect(logged.at(-1)?.msg).toContain('verify the device from the client that made it');
  });
});
