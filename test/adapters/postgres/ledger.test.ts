import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLedger } from '../../../adapters/postgres/ledger.ts';
import { PlatformName } from '../../../core/ids.ts';
import { verifyLedger } from '../../../core/ledger/verify.ts';
import type { Network } from '../../../core/ports/networks.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const read = ({ id }: Network) => world.act((_, session) => readLedger(session, id));
const check = (entries: Awaited<ReturnType<typeof read>>) =>
  verifyLedger(entries, { ...world.parts, publicKey: world.parts.signing.publicKey });

describe('the ledger', () => {
  it('tells the whole story of a network without a word from any command, and no names', async () => {
    const [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
    const network = await world.found([ada, bob]);
    const place = { platform: PlatformName.parse('discord'), installation: '', externalId: 'here' };
    await world.act(async ({ spaces }) => {
      await spaces.bind(network.id, place);
      await spaces.unbind(network.id, place);
    });
    const [kept, dropped] = [await world.openVote(network), await world.openVote(network)];
    await world.act(async ({ votes, members }) => {
      await votes.reschedule(kept, new Date(Date.now() + 7_200_000));
      await votes.cancel(dropped);
      await members.leave(network.id, bob.person);
    });
    const entries = await read(network);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'network.founded',
      'charter.adopted',
      'member.admitted',
      'member.admitted',
      'space.bound',
      'space.unbound',
      'vote.opened',
      'vote.opened',
      'vote.rescheduled',
      'vote.cancelled',
      'member.left',
    ]);
    expect(check(entries)).toMatchObject({ intact: true, entries: 11 });
    expect(JSON.stringify(entries)).not.toMatch(/Ada|Bob|Which name/);
  });

  it('has no gap and no fork when many append at once, to the same network and to others', async () => {
    const ada = await world.meet('Ada');
    const networks = [await world.found([ada]), await world.found([ada])];
    await Promise.all(
      Array.from({ length: 60 }, (_, turn) =>
        world
          .act(async ({ ledger }) => {
            await ledger.append((turn % 2 === 0 ? networks[0] : networks[1])!.id, { kind: 'test.noted', body: { turn } });
            if (turn % 5 === 0) throw new Error('undone');
          })
          .catch(() => {}),
      ),
    );
    for (const network of networks) {
      const entries = await read(network);
      expect(entries).toHaveLength(3 + 24);
      expect(check(entries)).toMatchObject({ intact: true });
    }
  });

  it.each([
    ['a body', `update ledger_entry set body = '{"forged": true}' where network_id = $1 and sequence = 2`, { sequence: 2, reason: 'hash' }],
    ['a missing entry', 'delete from ledger_entry where network_id = $1 and sequence = 2', { sequence: 2, reason: 'sequence' }],
    [
      'a signature',
      `update ledger_entry set signature = decode(repeat('00', 64), 'hex') where network_id = $1 and sequence = 3`,
      { sequence: 3, reason: 'signature' },
    ],
    [
      'a link',
      `update ledger_entry set previous = decode(repeat('00', 32), 'hex') where network_id = $1 and sequence = 3`,
      { sequence: 3, reason: 'previous' },
    ],
  ])('shows the place where %s was tampered with', async (_, tamper, fault) => {
    const network = await world.found([await world.meet('Ada')]);
    await world.look(tamper, [network.id]);
    expect(check(await read(network))).toEqual({ intact: false, ...fault });
  });

  it('cannot be rewritten by the application', async () => {
    const network = await world.found([await world.meet('Ada')]);
    const rewrite = world.act(async (_, session) => {
      await session.enter(network.id);
      await session.sql.query('delete from ledger_entry');
    });
    await expect(rewrite).rejects.toThrow('permission denied');
  });
});
