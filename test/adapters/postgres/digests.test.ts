import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDigestRounds } from '../../../adapters/postgres/digest-rounds.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { Period } from '../../../core/digest/section.ts';
import type { Slot } from '../../../core/digest/slot.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { NetworkId } from '../../../core/ids.ts';
import type { Space } from '../../../core/ports/networks.ts';
import { message, say } from '../../../core/text/text.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.look('truncate digest'));

const said = message(say('digest.nothing'));
const hour = 3_600_000;
const day = 24 * hour;

/** The last full minute, every day: its moment has just passed. */
const slotOf = (at: Date): Slot => ({ every: 'daily', time: at.toISOString().slice(11, 16), timeZone: 'UTC' });
const minuteAgo = () => new Date(Math.floor((Date.now() - 60_000) / 60_000) * 60_000);

let places = 0;
async function bound(network: NetworkId): Promise<Space> {
  places += 1;
  const place = { platform: PlatformName.parse('console'), installation: '', externalId: `room-${places}` };
  return world.act(({ spaces }) => spaces.bind(network, place));
}

/** A space whose digest is due since `late` milliseconds. */
async function due(late = 0) {
  const network = await world.found([await world.meet('Ada')]);
  const space = await bound(network.id);
  const at = new Date(minuteAgo().getTime() - late);
  const slot = slotOf(at);
  await world.act(({ digests }) => digests.set(network.id, { space: space.id, slot }));
  await world.look("update digest set due_at = $2, covered_to = $2::timestamptz - interval '1 day' where space_id = $1", [space.id, at]);
  return { network: network.id, space, slot, at };
}

const rounds = () =>
  createDigestRounds({ database: world.database, bind: (session) => bindPorts(session, world.parts), log: pino({ level: 'silent' }) });

/** Until nothing is due; what was told. */
async function tellAll(slot: Slot, write: (period: Period) => Promise<typeof said | null> = async () => said): Promise<Period[]> {
  const periods: Period[] = [];
  for (;;) {
    const { wait } = await rounds().tell(slot, async (period) => {
      periods.push(period);
      return write(period);
    });
    if (wait !== 0) return periods;
  }
}

const posts = (space: Space) =>
  world.look<{ key: string }>("select key from outbox where key like 'post:digest:%' and delivery ->> 'space' = $1", [space.id]);
const rowOf = async (space: Space) =>
  (await world.look<{ covered_to: Date; due_at: Date }>('select covered_to, due_at from digest where space_id = $1', [space.id]))[0];

describe('a digest that is due', () => {
  test('is told once for its period, and the next period begins where it ended', async () => {
    const { network, space, slot, at } = await due();
    const start = new Date(at.getTime() - day);
    expect(await tellAll(slot)).toEqual([{ network, start, end: at }]);
    expect(await posts(space)).toEqual([{ key: `post:digest:${start.toISOString()}:${space.id}` }]);
    expect(await rowOf(space)).toEqual({ covered_to: at, due_at: new Date(at.getTime() + day) });
    expect(await tellAll(slot)).toEqual([]);
  });

  test('is told once however many tell at the same moment', async () => {
    const { space, slot } = await due();
    const told = await Promise.all(Array.from({ length: 8 }, () => tellAll(slot)));
    expect(told.flat()).toHaveLength(1);
    expect(await posts(space)).toHaveLength(1);
  });

  test('stands in the outbox once even where its mark is lost', async () => {
    const { space, slot, at } = await due();
    await tellAll(slot);
    await world.look("update digest set due_at = $2, covered_to = $2::timestamptz - interval '1 day' where space_id = $1", [space.id, at]);
    expect(await tellAll(slot)).toHaveLength(1);
    expect(await posts(space)).toHaveLength(1);
  });

  test('is silent where there is nothing to tell, and does not come back to it', async () => {
    const { space, slot, at } = await due();
    expect(await tellAll(slot, async () => null)).toHaveLength(1);
    expect(await posts(space)).toEqual([]);
    expect((await rowOf(space))?.covered_to).toEqual(at);
  });

  test('that cannot be written is undone, told later, and holds up no other', async () => {
    const first = await due();
    const second = await bound(first.network);
    await world.act(({ digests }) => digests.set(first.network, { space: second.id, slot: first.slot }));
    await world.look("update digest set due_at = $2, covered_to = $2::timestamptz - interval '1 day' where space_id = $1", [
      second.id,
      first.at,
    ]);
    await world.look("update digest set due_at = $2::timestamptz - interval '1 second' where space_id = $1", [first.space.id, first.at]);
    let failures = 0;
    await tellAll(first.slot, async () => {
      failures += 1;
      if (failures === 1) throw new Error('planted');
      return said;
    });
    expect([await posts(first.space), await posts(second)]).toMatchObject([[], [{}]]);
    const row = await rowOf(first.space);
    expect(row?.covered_to).toEqual(new Date(first.at.getTime() - day));
    expect(Number(row?.due_at)).toBeGreaterThan(Date.now() + 8 * 60_000);
    await world.look('update digest set due_at = now() where space_id = $1', [first.space.id]);
    expect(await tellAll(first.slot)).toHaveLength(1);
    expect(await posts(first.space)).toHaveLength(1);
  });

  test('far too late is left to the next one, which tells of both periods', async () => {
    const { space, slot, at } = await due(13 * hour);
    expect(await tellAll(slot)).toEqual([]);
    expect(await rowOf(space)).toEqual({ covered_to: new Date(at.getTime() - day), due_at: new Date(at.getTime() + day) });
  });

  test('after a week away there is one, of the whole week', async () => {
    const { network, space, slot, at } = await due();
    await world.look(
      "update digest set due_at = due_at - interval '6 days', covered_to = covered_to - interval '6 days' where space_id = $1",
      [space.id],
    );
    expect(await tellAll(slot)).toEqual([{ network, start: new Date(at.getTime() - 7 * day), end: at }]);
    expect(await posts(space)).toHaveLength(1);
  });

  test('is waited for where the clock of Temporal is ahead', async () => {
    const { space, slot } = await due();
    await world.look("update digest set due_at = clock_timestamp() + interval '5 seconds' where space_id = $1", [space.id]);
    const { wait } = await rounds().tell(slot, async () => said);
    expect(wait).toBeGreaterThan(1000);
    expect(wait).toBeLessThanOrEqual(5000);
  });
});

describe('setting and pausing', () => {
  test('a paused or unbound space is told nothing, and needs no schedule', async () => {
    const [paused, unbound] = [await due(), await due()];
    expect((await rounds().slots()).length).toBeGreaterThan(0);
    expect(await world.act(({ digests }) => digests.pause(paused.network, paused.space.id))).toBe(true);
    expect(await world.act(({ digests }) => digests.pause(paused.network, paused.space.id))).toBe(false);
    expect(await world.act(({ spaces }) => spaces.unbind(unbound.network, unbound.space))).toBe(true);
    expect([await tellAll(paused.slot), await tellAll(unbound.slot)]).toEqual([[], []]);
    expect(await rounds().slots()).toEqual([]);
  });

  test('resumed, it tells of one period at most; set to another time while it runs, it leaves nothing out', async () => {
    const { network, space, slot } = await due();
    await world.look("update digest set covered_to = now() - interval '90 days' where space_id = $1", [space.id]);
    const long = (await rowOf(space))?.covered_to;
    const other: Slot = { ...slot, timeZone: 'Asia/Kathmandu' };
    await world.act(({ digests }) => digests.set(network, { space: space.id, slot: other }));
    expect((await rowOf(space))?.covered_to).toEqual(long);
    await world.act(({ digests }) => digests.pause(network, space.id));
    await world.act(({ digests }) => digests.set(network, { space: space.id, slot: other }));
    expect(Date.now() - Number((await rowOf(space))?.covered_to)).toBeLessThanOrEqual(day);
  });

  test('each slot is named once, with whether somebody waits too long', async () => {
    const first = await due();
    const second = await bound(first.network);
    await world.act(({ digests }) => digests.set(first.network, { space: second.id, slot: first.slot }));
    expect(await rounds().slots()).toEqual([{ slot: first.slot, overdue: expect.any(Boolean) }]);
    await world.look("update digest set due_at = now() - interval '2 minutes' where space_id = $1", [first.space.id]);
    expect(await rounds().slots()).toEqual([{ slot: first.slot, overdue: true }]);
  });

  test('one network sees nothing of the digests of another', async () => {
    const { space } = await due();
    const other = await world.found([await world.meet('Eve')]);
    expect(await world.act(({ digests }) => digests.find(other.id, space.id))).toBeNull();
    expect(await world.act(({ digests }) => digests.pause(other.id, space.id))).toBe(false);
  });
});

test('what was decided in a period is what the history says, not the deadlines', async () => {
  const network = await world.found([await world.meet('Ada')]);
  const vote = await world.openVote(network);
  await world.act(({ ledger }) => ledger.append(network.id, { kind: 'vote.closed', body: { vote: vote.id, number: 1 } }));
  const [now, later] = [Date.now(), Date.now() + hour];
  const decided = (start: number, end: number) =>
    world.act(({ votes }) => votes.decided(network.id, { start: new Date(start), end: new Date(end) }));
  expect((await decided(now - hour, later)).map(({ number }) => number)).toEqual([1]);
  expect([await decided(now - hour, now - 60_000), await decided(later, later + hour)]).toEqual([[], []]);
});
