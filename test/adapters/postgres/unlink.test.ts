import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Vote } from '../../../core/ports/votes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const link = async (shown: Somebody, repeating: Somebody) => {
  const { code } = await world.act(({ links }) => links.issue(shown.account));
  return world.act(({ links }) => links.redeem(code, repeating.account));
};
const unlink = ({ account }: Somebody) => world.act(({ links }) => links.unlink(account));
const cast = ({ id }: Vote, { account }: Somebody, choice: string | null) =>
  world.act(({ ballots }) => ballots.cast({ vote: id, account, choice, castAt: new Date(Date.now() - 60_000) }));
const choices = async ({ id }: Vote) =>
  (await world.look<{ choice: string }>('select choice from counted_ballots($1) order by choice', [id])).map(({ choice }) => choice);
const electors = async ({ id }: Vote) => (await world.look('select from elector where vote_id = $1', [id])).length;
const meet = async (count: number) => {
  const crowd: Somebody[] = [];
  for (let turn = 0; turn < count; turn += 1) crowd.push(await world.meet(`Account ${turn}`));
  return crowd;
};
/** Closes and counts behind the barriers, as the lifecycle does it: one transaction after the other. */
const close = async ({ id, network }: Vote) => {
  const move = (text: string) =>
    world.act(async (_, session) => {
      await session.enter(network);
      return (await session.sql.query<{ status: string }>(text, [id])).rows[0]?.status;
    });
  await move(`select reschedule_vote($1, now() - interval '1 minute')`);
  // A deadline is kept in whole milliseconds, so it may lie a part of one ahead.
  await vi.waitFor(async () => expect(await move('select begin_counting($1) as status')).toBe('counting'), { interval: 1 });
  return world.act(async (_, session) => {
    await session.enter(network);
    const finished = await session.sql.query('select finish_vote($1) as ended', [id]);
    expect(finished.rows).toEqual([{ ended: true }]);
    const counted = await session.sql.query<{ choice: string }>('select choice from counted_ballots($1) order by choice', [id]);
    const { rows } = await session.sql.query<{ n: string }>('select count(*) n from elector where vote_id = $1', [id]);
    return { choices: counted.rows.map(({ choice }) => choice), electors: Number(rows[0]?.n) };
  });
};

describe('an account that leaves', () => {
  it.each([
    ['it cast', ['leaving A'], ['A'], 1],
    ['it changed what the other one cast', ['staying B', 'leaving A'], ['A'], 1],
    ['it withdrew what the other one cast', ['staying B', 'leaving withdraws'], [], 0],
    ['the other one changed', ['leaving A', 'staying B'], ['B'], 0],
    ['nobody said', [], [], 0],
  ])('leaves the last word with its person: what %s stands', async (_, steps, counting, told) => {
    const [staying, leaving, friend] = await meet(3);
    if (staying === undefined || leaving === undefined || friend === undefined) throw new Error('nobody came');
    await link(staying, leaving);
    const network = await world.found([friend, staying]);
    const vote = await world.openVote(network);
    for (const step of steps) {
      const [name, said = ''] = step.split(' ');
      await cast(vote, name === 'leaving' ? leaving : staying, said === 'withdraws' ? null : said);
    }
    expect(await unlink(leaving)).toEqual(
      Array.from({ length: told }, () => ({ network: { id: network.id, name: network.name }, number: vote.number })),
    );
    expect(await choices(vote)).toEqual(counting);
    expect(await cast(vote, leaving, 'C')).toEqual({ kind: 'not-an-elector' });
    expect(await cast(vote, staying, 'C')).toMatchObject({ kind: 'counted', previous: counting[0] ?? null });
    expect(await electors(vote)).toBe(2);
  });

  it('is in no network, has settings of its own, and may ask to join like anybody else', async () => {
    const [staying, leaving] = await meet(2);
    if (staying === undefined || leaving === undefined) throw new Error('nobody came');
    await link(staying, leaving);
    const network = await world.found([staying]);
    await unlink(leaving);
    const [row] = await world.look<{ person_id: string }>('select person_id from account where id = $1', [leaving.account]);
    expect(row?.person_id).not.toBe(staying.person);
    expect(await world.look('select from membership where person_id = $1', [row?.person_id])).toEqual([]);
    expect(await world.act(({ members }) => members.count(network.id))).toBe(1);
  });

  it('cannot leave nobody behind', async () => {
    const [alone] = await meet(1);
    if (alone === undefined) throw new Error('nobody came');
    await expect(unlink(alone)).rejects.toMatchObject({ code: 'people.unlink-only' });
  });

  it('brings nothing along to whomever it joins next: an old ballot counts for nobody', async () => {
    const [staying, leaving, other] = await meet(3);
    if (staying === undefined || leaving === undefined || other === undefined) throw new Error('nobody came');
    await link(staying, leaving);
    const vote = await world.openVote(await world.found([staying, other]));
    await cast(vote, leaving, 'A');
    await unlink(leaving);
    await link(other, leaving);
    expect(await choices(vote)).toEqual(['A']);
    expect(await cast(vote, leaving, 'B')).toMatchObject({ kind: 'counted', previous: null });
    expect(await choices(vote)).toEqual(['A', 'B']);
  });
});

/** What should be: who each account is, and what each elector last said. Knows nothing of rows. */
function createModel(size: number) {
  const personOf = Array.from({ length: size }, (_, account) => account);
  const words = new Map<number, { choice: string | null; at: number }>(personOf.map((person) => [person, { choice: null, at: -1 }]));
  let [clock, nextPerson] = [0, size];
  return {
    isOne: (one: number, other: number) => personOf[one] === personOf[other],
    isAlone: (account: number) => personOf.filter((person) => person === personOf[account]).length === 1,
    cast: (account: number, choice: string | null) => {
      const person = personOf[account] ?? -1;
      const word = words.get(person);
      if (word !== undefined && (choice !== null || word.choice !== null)) words.set(person, { choice, at: (clock += 1) });
    },
    link: (one: number, other: number) => {
      const [kept = -1, gone = -1] = [personOf[one], personOf[other]];
      const spoken = [words.get(kept), words.get(gone)].filter((word) => word !== undefined).toSorted((a, b) => b.at - a.at);
      for (const [account, person] of personOf.entries()) if (person === gone) personOf[account] = kept;
      words.delete(gone);
      const stays = spoken.find(({ choice }) => choice !== null) ?? spoken[0];
      if (stays !== undefined) words.set(kept, stays);
    },
    unlink: (account: number) => {
      personOf[account] = nextPerson;
      nextPerson += 1;
    },
    choices: () => [...words.values()].flatMap(({ choice }) => (choice === null ? [] : [choice])).toSorted(),
    electors: () => words.size,
  };
}

const account = fc.nat({ max: 3 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('cast' as const), account, choice: fc.constantFrom('A', 'B', 'C', null) }),
  fc.record({ kind: fc.constant('link' as const), account, other: account }),
  fc.record({ kind: fc.constant('unlink' as const), account }),
);

describe('however often people link, part and vote', () => {
  it('every elector has the one word that it said last, and unlinking makes no voice', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const crowd = await meet(4);
        const [first, ...others] = crowd;
        if (first === undefined) throw new Error('nobody came');
        const vote = await world.openVote(await world.found([first, ...others]));
        const model = createModel(crowd.length);
        const somebody = (place: number): Somebody => crowd[place] ?? first;
        for (const said of steps) {
          if (said.kind === 'cast') {
            await cast(vote, somebody(said.account), said.choice);
            model.cast(said.account, said.choice);
          } else if (said.kind === 'link') {
            if (model.isOne(said.account, said.other)) continue;
            await link(somebody(said.account), somebody(said.other));
            model.link(said.account, said.other);
          } else {
            if (model.isAlone(said.account)) continue;
            await unlink(somebody(said.account));
            model.unlink(said.account);
          }
          expect(await electors(vote)).toBe(model.electors());
          expect(await choices(vote)).toEqual(model.choices());
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('at the close', () => {
  it('linking comes before it or after it, never half', { timeout: 60_000 }, async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 24; round += 1) {
      const [older, younger] = await meet(2);
      if (older === undefined || younger === undefined) throw new Error('nobody came');
      const vote = await world.openVote(await world.found([older, younger]));
      await cast(vote, older, 'A');
      await cast(vote, younger, 'B');
      const { code } = await world.act(({ links }) => links.issue(older.account));
      const redeem = () => world.act(({ links }) => links.redeem(code, younger.account));
      const [linked, result] =
        round % 3 === 0
          ? [await redeem(), await close(vote)]
          : round % 3 === 1
            ? await close(vote).then(async (closed) => [await redeem(), closed] as const)
            : await Promise.all([redeem(), close(vote)]);
      const before = { choices: ['B'], electors: 1 };
      const after = { choices: ['A', 'B'], electors: 2 };
      expect(result).toEqual(linked.votes.length === 1 ? before : after);
      seen.add(JSON.stringify(result));
    }
    expect(seen.size).toBe(2);
  });

  it('unlinking changes nothing, before it, after it and at the same time', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 12; round += 1) {
      const [staying, leaving] = await meet(2);
      if (staying === undefined || leaving === undefined) throw new Error('nobody came');
      await link(staying, leaving);
      const vote = await world.openVote(await world.found([staying]));
      await cast(vote, staying, 'A');
      await cast(vote, leaving, 'B');
      const work = [() => unlink(leaving), () => cast(vote, leaving, 'B'), () => close(vote)];
      const results = await Promise.all((round % 2 === 0 ? work : work.toReversed()).map((each) => each()));
      expect(results[round % 2 === 0 ? 2 : 0]).toEqual({ choices: ['B'], electors: 1 });
    }
  });
});
