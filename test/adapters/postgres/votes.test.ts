import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../core/ports/networks.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let bob: Somebody;
let network: Network;
beforeAll(async () => {
  world = await createPortWorld();
  [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
  network = await world.found([ada, bob]);
});
afterAll(() => world[Symbol.asyncDispose]());

const cast = ({ id }: Vote, { account }: Somebody, choice: number | null) =>
  world.act(({ ballots }) => ballots.cast({ vote: id, account, choice, castAt: new Date() }));
const again = ({ network, id }: Vote) => world.act(({ votes }) => votes.byId(network, id));

describe('open', () => {
  it('makes the members of this moment the electors, each with a receipt of their own', async () => {
    const asked = await world.meet('Asked');
    await world.act(({ members }) => members.ask(network.id, asked.person));
    const vote = await world.openVote(network);
    const late = await world.meet('Late');
    await world.act(({ members }) => members.admit(network.id, late.person));
    const electors = await world.look<{ person_id: string; tag: string }>('select person_id, tag from elector where vote_id = $1', [
      vote.id,
    ]);
    expect(electors.map(({ person_id }) => person_id).sort()).toEqual([ada.person, bob.person].sort());
    for (const { tag } of electors) expect(tag).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(new Set(electors.map(({ tag }) => tag)).size).toBe(2);
    await world.act(({ members }) => members.leave(network.id, late.person));
  });

  it('numbers the votes of a network without a gap, however many open at once and fail', async () => {
    const [mine, other] = [await world.found([ada]), await world.found([bob])];
    const opened = await Promise.allSettled(
      Array.from({ length: 24 }, (_, turn) =>
        world.act(async ({ votes }) => {
          const vote = await votes.open({ ...template, network: turn % 2 === 0 ? mine.id : other.id });
          if (turn % 3 === 0) throw new Error('undone');
          return vote;
        }),
      ),
    );
    const numbers = opened.flatMap((one) => (one.status === 'fulfilled' && one.value.network === mine.id ? [one.value.number] : []));
    expect(numbers.sort((one, next) => one - next)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('asks for its process in the same transaction', async () => {
    const vote = await world.openVote(network);
    const rows = await world.look('select platform, route, delivery from outbox where key = $1', [`vote:${vote.id}:start`]);
    expect(rows).toEqual([
      { platform: 'temporal', route: `vote:${vote.id}`, delivery: { kind: 'start-vote', network: network.id, vote: vote.id } },
    ]);
  });

  it('gives back what was put to the vote', async () => {
    const purpose = { kind: 'admission', person: bob.person } as const;
    const vote = await world.openVote(network, { question: 'Ja? "🎈"', options: ['Ja', 'Nein'], purpose, openedBy: ada.person });
    expect(vote).toMatchObject({
      question: 'Ja? "🎈"',
      options: ['Ja', 'Nein'],
      purpose,
      openedBy: ada.person,
      status: 'open',
      bundle: null,
    });
    expect(await again(vote)).toEqual(vote);
    expect(await world.act(({ votes }) => votes.find(network.id, vote.number))).toEqual(vote);
    const [newest] = await world.act(({ votes }) => votes.list(network.id, { status: 'open', limit: 1 }));
    expect(newest).toEqual(vote);
  });

  it('is seen in its own network only', async () => {
    const vote = await world.openVote(network);
    const other = await world.found([ada]);
    expect(await world.act(({ votes }) => votes.byId(other.id, vote.id))).toBeNull();
    expect(await world.act(({ votes }) => votes.find(other.id, vote.number))).toBeNull();
    expect(await world.act(({ votes }) => votes.list(other.id, { limit: 10 }))).toEqual([]);
  });
});

describe('turnout', () => {
  it('counts persons with a standing ballot', async () => {
    const vote = await world.openVote(network);
    await cast(vote, ada, 0);
    await cast(vote, ada, 1);
    await cast(vote, bob, 1);
    expect(await world.act(({ votes }) => votes.turnout(vote))).toEqual({ voted: 2, electors: 2, active: 2 });
    await cast(vote, bob, null);
    expect(await world.act(({ votes }) => votes.turnout(vote))).toEqual({ voted: 1, electors: 2, active: 2 });
  });
});

describe('reschedule and cancel', () => {
  it('moves the deadline and tells the process, each time anew', async () => {
    const vote = await world.openVote(network);
    const [sooner, later] = [new Date(Date.now() + 60_000), new Date(Date.now() + 7_200_000)];
    for (const closesAt of [sooner, later, sooner]) {
      await world.act(({ votes }) => votes.reschedule(vote, closesAt));
      expect(await again(vote)).toMatchObject({ closesAt, status: 'open' });
    }
    expect(await world.look('select from outbox where key like $1', [`vote:${vote.id}:changed:%`])).toHaveLength(3);
  });

  it('takes a deadline in the past as now, so that nothing counted is left out', async () => {
    const vote = await world.openVote(network);
    await cast(vote, ada, 0);
    await world.act(({ votes }) => votes.reschedule(vote, new Date(0)));
    const moved = await again(vote);
    expect(Math.abs((moved?.closesAt.getTime() ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(await cast(vote, bob, 0)).toEqual({ kind: 'closed' });
    expect(await world.act(({ votes }) => votes.turnout(vote))).toEqual({ voted: 1, electors: 2, active: 2 });
  });

  it('cancels once, and refuses to move what is not open any more', async () => {
    const vote = await world.openVote(network);
    await world.act(({ votes }) => votes.cancel(vote));
    expect(await cast(vote, ada, 0)).toEqual({ kind: 'cancelled' });
    const refusal = { code: 'voting.not-open', sentences: [{ values: { number: vote.number, status: 'cancelled' } }] };
    await expect(world.act(({ votes }) => votes.cancel(vote))).rejects.toMatchObject(refusal);
    await expect(world.act(({ votes }) => votes.reschedule(vote, new Date()))).rejects.toMatchObject(refusal);
  });
});

const template = {
  question: 'Which?',
  options: ['A', 'B'],
  method: 'single',
  rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' as const },
  purpose: null,
  openedBy: null,
  openedAt: new Date(),
  closesAt: new Date(Date.now() + 3_600_000),
};
