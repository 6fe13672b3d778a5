import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { castBallots } from '../../../adapters/postgres/ballots.ts';
import type { IncomingCast } from '../../../adapters/postgres/ballots.ts';
import { createIntake } from '../../../adapters/postgres/intake.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { Ports } from '../../../adapters/postgres/ports.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { AccountId, PlatformName } from '../../../core/ids.ts';
import type { Intake } from '../../../core/ports/intake.ts';
import type { CastResult, Vote } from '../../../core/ports/votes.ts';
import { testSecret } from '../../servers/database.ts';
import { createBallotModel } from './ballot-model.ts';
import type { Answer, Happening, Who } from './ballot-model.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let intake: Intake<Ports>;
beforeAll(async () => {
  world = await createPortWorld();
  intake = createIntake({
    database: world.database,
    seal: createSeal(testSecret),
    bindPorts: (session) => bindPorts(session, world.parts),
  });
});
afterAll(() => world[Symbol.asyncDispose]());

/** The doors through which a ballot may come. */
const doors = { 'the intake': throughIntake, 'a bulk door': throughBulk };

describe.each(Object.entries(doors))('through %s', (_, door) => {
  it('every order of {cast, change, withdraw, close, late retry} ends as the model says', { timeout: 60_000 }, async () => {
    const orders = permutations<Happening>([
      { kind: 'cast', who: 'ada', choice: 'A', event: 'first' },
      { kind: 'cast', who: 'ada', choice: 'B', event: 'second' },
      { kind: 'withdraw', who: 'ada', event: 'third' },
      { kind: 'close' },
      { kind: 'cast', who: 'ada', choice: 'A', event: 'first' },
    ]);
    expect(orders).toHaveLength(120);
    await Promise.all(
      [0, 1, 2, 3].map(async (lane) => {
        for (const [place, order] of orders.entries()) if (place % 4 === lane) await compare(order, door);
      }),
    );
  });

  it('whatever two people say, late, twice, and linked in the middle, ends as the model says', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 12 }), (happenings) => compare(happenings, door)),
      { numRuns: 60 },
    );
  });
});

const who = fc.constantFrom<Who>('ada', 'bob');
const event = fc.constantFrom('1', '2', '3', '4', '5', '6');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('cast'),
      who,
      choice: fc.constantFrom('A', 'B', 'C'),
      event,
      late: fc.nat(9).map((n) => n === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('withdraw'), who, event }) },
  { weight: 1, arbitrary: fc.constantFrom<Happening>({ kind: 'count' }, { kind: 'close' }) },
  { weight: 1, arbitrary: fc.constant<Happening>({ kind: 'link' }) },
);

/** Lets it happen in the model and in the database, and compares every answer and what was counted. */
async function compare(happenings: readonly Happening[], door: typeof throughIntake): Promise<void> {
  const model = createBallotModel();
  const people = { ada: await world.meet('Ada'), bob: await world.meet('Bob') };
  const vote = await world.openVote(await world.found([people.ada, people.bob]), { closesAt: new Date(Date.now() - 1_000) });
  const tags = await world.look<{ tag: string; person_id: string }>('select tag, person_id from elector where vote_id = $1', [vote.id]);
  const scene: Scene = { vote, people, run: randomUUID() };
  for (const happening of happenings)
    expect(await letHappen(scene, happening, door), JSON.stringify(happening)).toEqual(model.happen(happening));
  const counted = await world.look<{ tag: string; choice: string }>('select * from counted_ballots($1)', [vote.id]);
  const nameOf = (tag: string) => (tags.find((one) => one.tag === tag)?.person_id === people.ada.person ? 'ada' : 'bob');
  const named = counted.map(({ tag, choice }) => ({ tag: nameOf(tag), choice })).sort((one, other) => (one.tag < other.tag ? -1 : 1));
  // A link after the close changes no published outcome; it is not counted again.
  if (!linkedAfterClose(happenings)) expect(named).toEqual(model.counted());
}

function linkedAfterClose(happenings: readonly Happening[]): boolean {
  const closed = happenings.findIndex(({ kind }) => kind === 'close');
  return closed !== -1 && happenings.slice(closed).some(({ kind }) => kind === 'link');
}

type Scene = { readonly vote: Vote; readonly people: Readonly<Record<Who, Somebody>>; readonly run: string };

async function letHappen({ vote, people, run }: Scene, happening: Happening, door: typeof throughIntake): Promise<Answer> {
  switch (happening.kind) {
    case 'cast':
    case 'withdraw': {
      const late = happening.kind === 'cast' && happening.late === true;
      return door({
        platform: 'discord',
        installation: '',
        event: `${run} ${happening.event}`,
        vote: vote.id,
        account: people[happening.who].account,
        choice: happening.kind === 'cast' ? happening.choice : null,
        castAt: new Date(vote.closesAt.getTime() + (late ? 0 : -1)),
      });
    }
    case 'count':
      await world.look('select begin_counting($1)', [vote.id]);
      return null;
    case 'close':
      await world.look('select begin_counting($1), finish_vote($1)', [vote.id]);
      return null;
    case 'link':
      await world
        .act(async ({ links }) => links.redeem((await links.issue(people.ada.account)).code, people.bob.account))
        .catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'people.link-same-person' });
        });
      return null;
    default:
      return happening satisfies never;
  }
}

async function throughBulk(cast: IncomingCast): Promise<Answer> {
  const [result] = await world.database.transact(({ sql }) => castBallots(sql, [cast]));
  return result === undefined ? null : shorten(result);
}

async function throughIntake({ platform, installation, event, ...cast }: IncomingCast): Promise<Answer> {
  const [account] = await world.look<{ external_id: string; display_name: string }>(
    'select external_id, display_name from account where id = $1',
    [cast.account],
  );
  const result = await intake.receive(
    {
      platform: PlatformName.parse(platform),
      installation,
      id: event,
      author: { externalId: account?.external_id ?? '', displayName: account?.display_name ?? '' },
      conversation: 'direct',
    },
    (arrival, { ballots }) => ballots.cast({ ...cast, account: AccountId.parse(arrival.account) }),
  );
  return result === null ? { kind: 'duplicate' } : shorten(result);
}

function shorten(result: CastResult | { kind: 'duplicate' }): Answer {
  return result.kind === 'counted' ? { kind: result.kind, previous: result.previous } : { kind: result.kind };
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, place) => permutations(items.toSpliced(place, 1)).map((rest) => [item, ...rest]));
}
