import pg from 'pg';
import { expect, vi } from 'vitest';
import { z } from 'zod';
import { checkBallots, checkCounted } from '../../chaos/check-ballots.ts';
import type { Violation } from '../../chaos/evidence.ts';
import { optionName, readAnswer } from '../../chaos/log-book.ts';
import type { Attempt } from '../../chaos/log-book.ts';
import type { Person } from '../person.ts';
import type { FaultCase } from './fault-cases.ts';
import type { FaultWorld } from './open-fault-world.ts';

export type Village = { readonly founder: Person; readonly voters: readonly Person[] };

/** Longer than the product takes to try everything again, in milliseconds. */
const patience = 40_000;

/** A network of one who opens and closes, and four who vote, in the shared place. */
export async function settleVillage(world: FaultWorld): Promise<Village> {
  const founder = await world.person('ada', { manager: true });
  if (world.founds !== undefined) await world.founds(founder, 'Fault Bakers');
  else {
    await founder.says(world.call('network create "Fault Bakers"'));
    await founder.reads(/founded/);
    await founder.says(world.call('space bind --network "Fault Bakers"'));
    await founder.reads(/belongs to the network/);
  }
  const voters: Person[] = [];
  for (const name of ['bob', 'cyd', 'dan', 'eva']) {
    const voter = await world.person(name);
    await voter.says(world.call('join'));
    await voter.reads(/Welcome/);
    voters.push(voter);
  }
  return { founder, voters };
}

/**
 * One whole vote while the wire fails: opened, ballots of four people (each votes and then changes it), closed and counted. What is
 * lost, doubled or invented in the end is found by a checker that knows nothing of the product: it compares what people remember with
 * the rows of the box, with what was published, and with what stands on the platform.
 */
export async function voteUnderFault(world: FaultWorld, { founder, voters }: Village, fault: FaultCase): Promise<readonly Violation[]> {
  const happenedBefore = happened(world);
  const brokenBefore = world.violations().length;
  const options = Array.from({ length: voters.length * 2 }, (_, place) => optionName(place));
  fault.weather?.(world);
  await founder.says(world.call(`vote open "Which one, while ${fault.name}?" --options ${options.join(',')} --for 1h`));
  const vote = Number(/Vote #(\d+)/.exec(await read(founder, /Vote #\d+ is open/))?.[1]);
  await read(founder, new RegExp(`^Vote #${vote}\\n`));

  const attempts: Attempt[] = [];
  const say = async (voter: Person, choice: number): Promise<Attempt> => {
    const verb = choice < voters.length ? 'cast' : 'change';
    await voter.says(world.call(`vote ${verb} ${vote} ${optionName(choice)}`));
    const attempt: Attempt = { event: `${voter.name} ${verb}`, person: voter.name, vote, choice, heard: { kind: 'silence' } };
    attempts.push(attempt);
    return attempt;
  };
  const hear = async (voter: Person, attempt: Attempt): Promise<void> => {
    const name = optionName(attempt.choice ?? 0);
    attempt.heard = readAnswer(await read(voter, new RegExp(`Counted in vote #${vote}: ${name}\\.[^]*Receipt: \\S+`)));
  };

  if (fault.isDeaf === true) await fault.blow?.(world);
  await Promise.all(
    voters.map(async (voter, place) => {
      const attempt = await say(voter, place);
      if (fault.isDeaf !== true) await hear(voter, attempt);
    }),
  );
  if (fault.isDeaf === true) {
    world.proxy.deliveries.calm(); // whoever closes must be heard
  } else {
    const blowing = fault.blow?.(world);
    await Promise.all(voters.map(async (voter, place) => hear(voter, await say(voter, place + voters.length))));
    await blowing;
  }
  await founder.says(world.call(`vote close ${vote}`));
  await read(founder, new RegExp(`^Vote #${vote} is over[^]*${voters.length} of ${voters.length + 1} members voted`));
  if (fault.isDeaf === true) {
    const heard = attempts.map((attempt) => ({ attempt, voter: voters.find(({ name }) => name === attempt.person) }));
    await Promise.all(heard.map(async ({ attempt, voter }) => voter && hear(voter, attempt)));
  }
  await settled(world);
  world.proxy.calm();

  const evidence = await gather(world, { attempts, vote });
  return [
    ...(fault.weather !== undefined && happened(world) === happenedBefore ? [{ kind: 'broken' as const, what: 'nothing went wrong' }] : []),
    ...checkBallots(evidence),
    ...checkCounted(evidence),
    ...(await checkShown(world, [founder, ...voters], vote)),
    ...evidence.aside.map((reason) => ({ kind: 'unfinished' as const, what: `set aside: ${reason}` })),
    ...world
      .violations()
      .slice(brokenBefore)
      .map((problem) => ({ kind: 'broken' as const, what: problem })),
  ];
}

function happened({ proxy }: FaultWorld): number {
  return [...proxy.requests.count.values(), ...proxy.deliveries.count.values()].reduce((sum, each) => sum + each, 0);
}

/**
 * What somebody sees twice in the same words was said twice. Where a platform lets nobody find again what it showed to one person alone,
 * an answer that may not have been shown is given again, rather than never: it says the same, and names the same receipt.
 */
async function checkShown({ hidesAnswers }: FaultWorld, people: readonly Person[], vote: number): Promise<readonly Violation[]> {
  const seen = new Map<string, readonly string[]>();
  for (const { name, sees } of people) {
    seen.set(
      name,
      (await sees()).filter((text) => new RegExp(`[Vv]ote #${vote}\\b`).test(text)),
    );
  }
  const violations: Violation[] = [];
  for (const [name, texts] of seen) {
    for (const text of new Set(texts)) {
      const times = texts.filter((each) => each === text).length;
      const isPrivate = [...seen.values()].filter((all) => all.includes(text)).length === 1;
      if (times === 1 || (isPrivate && hidesAnswers)) continue;
      violations.push({ kind: 'doubled', what: `${name} sees ${times} times: ${text.split('\n')[0] ?? ''}` });
    }
  }
  return violations;
}

/** Reads what arrives late, too: the product tries again with growing pauses. */
async function read(person: Person, pattern: RegExp): Promise<string> {
  for (const until = Date.now() + patience; ;) {
    try {
      return await person.reads(pattern);
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

async function settled(world: FaultWorld): Promise<void> {
  await withOwner(world, async (client) => {
    const due = async (): Promise<unknown[]> => (await client.query("select key from outbox where status = 'due'")).rows;
    await vi.waitFor(async () => expect(await due()).toEqual([]), { timeout: patience, interval: 50 });
  });
}

type Asked = { readonly attempts: readonly Attempt[]; readonly vote: number };

/** Of this vote, past the product. */
async function gather(world: FaultWorld, { attempts, vote }: Asked) {
  return withOwner(world, async (client) => {
    const rows = async <T>(row: z.ZodType<T>, text: string): Promise<readonly T[]> =>
      z.array(row).parse((await client.query(text, [vote])).rows);
    const votes = await rows(VoteRow, 'select id, number, question, status, bundle from vote where number = $1');
    const electors = await rows(
      ElectorRow,
      `select vote.number as vote, account.display_name as person, tag
       from elector join vote on vote.id = vote_id join account on account.person_id = elector.person_id where vote.number = $1`,
    );
    const ballots = await rows(
      BallotRow,
      `select vote.number as vote, account.display_name as person, choice
       from ballot join vote on vote.id = vote_id join account on account.id = account_id where vote.number = $1 order by ballot.id`,
    );
    const aside = await client.query<{ reason: string | null }>("delete from outbox where status = 'aside' returning last_error as reason");
    return {
      book: { attempts: [...attempts], openings: [], events: new Set<string>() },
      database: { votes, electors, ballots, inbox: [], outbox: [], ledger: [], publicKey: '' },
      outcomes: new Map(votes.map(({ id, bundle }) => [id, bundle])),
      aside: aside.rows.map(({ reason }) => reason ?? 'no reason was kept'),
    };
  });
}

const VoteRow = z.object({ id: z.string(), number: z.int(), question: z.string(), status: z.string(), bundle: z.unknown() });
const ElectorRow = z.object({ vote: z.int(), person: z.string(), tag: z.string() });
const BallotRow = z.object({ vote: z.int(), person: z.string(), choice: z.unknown() });

async function withOwner<R>({ house }: FaultWorld, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: house.database.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
