import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castBallots } from '../../../adapters/postgres/ballots.ts';
import type { IncomingCast } from '../../../adapters/postgres/ballots.ts';
import { VoteId } from '../../../core/ids.ts';
import type { Network } from '../../../core/ports/networks.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let bob: Somebody;
let network: Network;
let vote: Vote;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function begin() {
  [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
  network = await world.found([ada, bob]);
  vote = await world.openVote(network);
}

const cast = ({ account }: Pick<Somebody, 'account'>, choice: string | null, castAt = new Date()) =>
  world.act(({ ballots }) => ballots.cast({ vote: vote.id, account, choice, castAt }));
const own = ({ person }: Somebody) => world.act(({ ballots }) => ballots.own(vote.id, person));
const counted = ({ id }: Vote) => world.look<{ tag: string; choice: unknown }>('select * from counted_ballots($1)', [id]);
const finish = ({ id }: Vote) => world.look('select begin_counting($1), finish_vote($1)', [id]);
const makeDue = ({ id }: Vote) =>
  world.look(`update vote set closes_at = clock_timestamp() - interval '1 millisecond' where id = $1`, [id]);

describe('cast', () => {
  beforeAll(begin);

  it('counts, replaces, withdraws, and says what it replaced, always with the same receipt', async () => {
    const first = await cast(ada, 'A');
    expect(first).toEqual({ kind: 'counted', receipt: expect.stringMatching(/^\w{5}-\w{5}$/), previous: null });
    expect(await cast(ada, 'B')).toEqual({ ...first, previous: 'A' });
    expect(await own(ada)).toEqual({ choice: 'B', receipt: first.kind === 'counted' ? first.receipt : '', account: ada.account });
    expect(await cast(ada, null)).toEqual({ ...first, previous: 'B' });
    expect(await own(ada)).toBeNull();
    expect(await cast(ada, null)).toEqual({ kind: 'nothing-to-withdraw' });
    expect(await cast(ada, 'C')).toEqual({ ...first, previous: null });
  });

  it('refuses who is no elector, and what was cast after the deadline', async () => {
    expect(await cast(await world.meet('Eve'), 'A')).toEqual({ kind: 'not-an-elector' });
    expect(await cast(bob, 'A', vote.closesAt)).toEqual({ kind: 'closed' });
    expect(await cast(bob, 'A', new Date(vote.closesAt.getTime() - 1))).toMatchObject({ kind: 'counted' });
  });

  it('takes what comes out of turn only where its account said nothing later', async () => {
    await begin();
    const [minute, start] = [60_000, Date.now()];
    const behind = (who: Pick<Somebody, 'account'>, choice: string | null, at: number) =>
      world.act(({ ballots }) =>
        ballots.cast({ vote: vote.id, account: who.account, choice, castAt: new Date(start + at * minute), outOfTurn: true }),
      );
    expect(await behind(ada, 'A', -9)).toMatchObject({ kind: 'counted', previous: null });
    expect(await behind(ada, 'B', -5)).toMatchObject({ kind: 'counted', previous: 'A' });
    expect(await behind(ada, 'C', -7)).toEqual({ kind: 'said-later' });
    expect(await behind(bob, 'C', -7)).toMatchObject({ kind: 'counted' });
    expect(await behind(ada, null, -4)).toMatchObject({ kind: 'counted', previous: 'B' });
    expect(await behind(ada, 'C', -4.5)).toMatchObject({ kind: 'said-later' });
    expect(await cast(ada, 'D', new Date(start - 8 * minute))).toMatchObject({ kind: 'counted', previous: null });
    expect(await behind(await world.meet('Eve'), 'A', 0)).toMatchObject({ kind: 'not-an-elector' });
  });

  it('lets what arrives last count within one second, where a moment is known to the second only', async () => {
    await begin();
    const second = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
    const behind = (choice: string, millisecond: number) =>
      world.act(({ ballots }) =>
        ballots.cast({ vote: vote.id, account: ada.account, choice, castAt: new Date(second + millisecond), outOfTurn: true }),
      );
    expect(await cast(ada, 'A', new Date(second + 700))).toMatchObject({ kind: 'counted' });
    expect(await behind('B', 300)).toEqual({ kind: 'said-later' });
    expect(await behind('B', -1_000)).toEqual({ kind: 'said-later' });
    expect(await behind('B', 0)).toMatchObject({ kind: 'counted', previous: 'A' });
  });

  it('counts console accounts only in networks that were founded for them', async () => {
    const typist = await world.meet('Typist', 'console');
    for (const console of [false, true]) {
      vote = await world.openVote(await world.found([typist], { console }));
      expect(await cast(typist, 'A')).toMatchObject({ kind: console ? 'counted' : 'console-not-counted' });
    }
  });

  it('takes a ballot that is late but was cast in time, until the vote is closed', async () => {
    await begin();
    const inTime = new Date(Date.now() - 1_000);
    await makeDue(vote);
    await world.look('select begin_counting($1)', [vote.id]);
    expect(await cast(ada, 'A', inTime)).toMatchObject({ kind: 'counted' });
    await finish(vote);
    expect(await cast(bob, 'A', inTime)).toEqual({ kind: 'closed' });
    expect(await counted(vote)).toMatchObject([{ choice: 'A' }]);
  });

  it("shows one's own choice as it was published, whatever was linked after the close", async () => {
    await begin();
    const cast = await world.act(({ ballots }) => ballots.cast({ vote: vote.id, account: ada.account, choice: 'A', castAt: new Date(0) }));
    if (cast.kind !== 'counted') throw new Error(cast.kind);
    const bundle = { ballots: [{ tag: cast.receipt, choice: 'A' }] };
    await world.look("update vote set status = 'closed', bundle = $2 where id = $1", [vote.id, bundle]);
    await world.look('update account set person_id = $1 where id = $2', [bob.person, ada.account]);
    expect(await own(ada)).toEqual({ choice: 'A', receipt: cast.receipt, account: null });
    expect(await own(bob)).toBeNull();
  });

  it('throws for a vote that does not exist', async () => {
    const unknown = VoteId.parse(crypto.randomUUID());
    const lost = world.act(({ ballots }) => ballots.cast({ vote: unknown, account: ada.account, choice: 'A', castAt: new Date() }));
    await expect(lost).rejects.toMatchObject({ code: 'vote-unknown' });
  });

  it('refuses to work in a transaction whose snapshot is older than its barrier', async () => {
    const stale = world.act(async ({ ballots }, { sql }) => {
      await sql.query('set transaction isolation level repeatable read');
      return ballots.cast({ vote: vote.id, account: ada.account, choice: 'A', castAt: new Date() });
    });
    await expect(stale).rejects.toThrow('READ COMMITTED');
  });
});

describe('the ballot table', () => {
  it.each([
    'insert into ballot (vote_id, network_id, account_id, cast_at) select id, network_id, id, now() from vote',
    'update ballot set choice = null',
    'delete from ballot',
    'truncate ballot',
    'update vote set options = null',
    'delete from vote',
  ])('is out of reach for the application: %s', async (statement) => {
    await begin();
    const reach = world.act(async (_, session) => {
      await session.enter(network.id);
      await session.sql.query(statement);
    });
    await expect(reach).rejects.toThrow('permission denied');
  });
});

describe('one person with two accounts', () => {
  beforeAll(begin);

  it('casts one after the other, however it is timed: every ballot replaces exactly the one before', async () => {
    const other = await world.meet('Ada elsewhere', 'console');
    await world.look('update account set person_id = $1, platform = $2 where id = $3', [ada.person, 'matrix', other.account]);
    const results = await Promise.all(Array.from({ length: 30 }, (_, turn) => cast(turn % 2 === 0 ? ada : other, `choice ${turn}`)));
    const replaced = results.map((result) => (result.kind === 'counted' ? result.previous : result.kind));
    const last = (await own(ada))?.choice;
    expect(new Set([...replaced, last]).size).toBe(31);
    expect(await counted(vote)).toMatchObject([{ choice: last }]);
  });
});

describe('castBallots', () => {
  beforeAll(begin);
  let events = 0;
  const incoming = ({ account }: Somebody, choice: string | null, changes: Partial<IncomingCast> = {}): IncomingCast => ({
    platform: 'matrix',
    installation: 'home',
    event: `event ${(events += 1)}`,
    vote: vote.id,
    account,
    choice,
    castAt: new Date(),
    ...changes,
  });
  const bring = (casts: readonly IncomingCast[]) => world.database.transact(({ sql }) => castBallots(sql, casts));

  it('answers each in turn as cast would, one person after the other', async () => {
    const eve = await world.meet('Eve');
    const stranger = VoteId.parse(crypto.randomUUID());
    const results = await bring([
      incoming(ada, null),
      incoming(ada, 'A'),
      incoming(bob, 'B'),
      incoming(ada, 'C'),
      incoming(ada, null),
      incoming(ada, null),
      incoming(eve, 'A'),
      incoming(bob, 'A', { castAt: vote.closesAt }),
    ]);
    expect(results.map((result) => (result.kind === 'counted' ? `counted after ${JSON.stringify(result.previous)}` : result.kind))).toEqual(
      [
        'nothing-to-withdraw',
        'counted after null',
        'counted after null',
        'counted after "A"',
        'counted after "C"',
        'nothing-to-withdraw',
        'not-an-elector',
        'closed',
      ],
    );
    expect(await counted(vote)).toMatchObject([{ choice: 'B' }]);
    await expect(bring([incoming(ada, 'A', { vote: stranger })])).rejects.toMatchObject({ code: 'vote-unknown' });
  });

  it('has one effect per inbox key, within a batch, in the next one, and in two at once', async () => {
    const first = incoming(ada, 'A');
    const second = incoming(ada, 'B', { event: first.event });
    expect((await bring([first, second])).map(({ kind }) => kind)).toEqual(['counted', 'duplicate']);
    expect((await bring([second, incoming(bob, 'B')])).map(({ kind }) => kind)).toEqual(['duplicate', 'counted']);
    expect((await own(ada))?.choice).toBe('A');
    const many = Array.from({ length: 200 }, (_, turn) => incoming(turn % 2 === 0 ? ada : bob, `choice ${turn}`));
    const batches = await Promise.all([bring(many), bring(many.toReversed()), bring(many.toSorted(() => 0.5 - Math.random()))]);
    expect(batches.flat().filter(({ kind }) => kind === 'counted')).toHaveLength(200);
    expect(batches.flat().filter(({ kind }) => kind === 'duplicate')).toHaveLength(400);
  });

  it('counts for votes of several networks in one go', async () => {
    const [eve, joe] = [await world.meet('Eve'), await world.meet('Joe')];
    const [one, other] = [await world.openVote(await world.found([eve])), await world.openVote(await world.found([joe]))];
    await bring([incoming(eve, 'A', { vote: one.id }), incoming(joe, 'B', { vote: other.id }), incoming(joe, 'C', { vote: one.id })]);
    expect(await counted(one)).toMatchObject([{ choice: 'A' }]);
    expect(await counted(other)).toMatchObject([{ choice: 'B' }]);
  });

  it('takes the late retry of a counted ballot for a duplicate, not for a closed vote', async () => {
    await begin();
    const retried = incoming(ada, 'A', { castAt: new Date(Date.now() - 1_000) });
    await bring([retried]);
    await makeDue(vote);
    await finish(vote);
    expect((await bring([retried, { ...retried, event: 'never seen' }])).map(({ kind }) => kind)).toEqual(['duplicate', 'closed']);
    expect(await counted(vote)).toMatchObject([{ choice: 'A' }]);
  });
});
