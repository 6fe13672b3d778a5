import { z } from 'zod';
import type { Evidence, Violation } from './evidence.ts';
import { nameOf } from './log-book.ts';
import type { Attempt } from './log-book.ts';

/**
 * The box against what people remember. Every try names another option, so each row tells which try it comes from: every
 * try that got a receipt must have its row, those without an answer may have one, nothing else may stand there, and the
 * rows must stand in the order in which things were said.
 */
export function* checkBallots({ book, database }: Pick<Evidence, 'book' | 'database'>): Generator<Violation> {
  for (const [voter, attempts] of groups(book.attempts)) {
    const rows = database.ballots.filter((row) => voterOf(row) === voter).map(({ choice }) => placeOf(choice));
    if (!explains(attempts, rows)) yield* differences(voter, attempts, rows);
  }
  const known = new Set(book.attempts.map(voterOf));
  for (const row of database.ballots) {
    if (!known.has(voterOf(row))) yield { kind: 'phantom', what: `${voterOf(row)}: a ballot of somebody who said nothing` };
  }
}

/** What was published against what people remember: it counts the last thing that was acknowledged, or one of the unanswered tries after it. */
export function* checkCounted({ book, database, outcomes }: Pick<Evidence, 'book' | 'database' | 'outcomes'>): Generator<Violation> {
  for (const { id, number } of database.votes) {
    const outcome = Counted.safeParse(outcomes.get(id));
    if (!outcome.success) continue; // told by checkVotes
    const electors = database.electors.filter(({ vote }) => vote === number);
    const counted = new Map<string, number | null>();
    for (const { tag, choice } of outcome.data.ballots) {
      const owners = electors.filter((elector) => elector.tag === tag);
      if (owners.length !== 1) yield { kind: 'phantom', what: `#${number}: the receipt ${tag} belongs to ${owners.length} people` };
      for (const { person } of owners) {
        if (counted.has(person)) yield { kind: 'doubled', what: `#${number}: ${person} is counted twice` };
        counted.set(person, placeOf(choice));
      }
    }
    yield* checkVoters({ number, attempts: book.attempts.filter(({ vote }) => vote === number), counted, electors });
  }
}

type Published = {
  readonly number: number;
  readonly attempts: readonly Attempt[];
  readonly counted: ReadonlyMap<string, number | null>;
  readonly electors: Evidence['database']['electors'];
};

function* checkVoters({ number, attempts, counted, electors }: Published): Generator<Violation> {
  const people = new Set([...attempts.map(({ person }) => person), ...counted.keys()]);
  for (const person of people) {
    const own = attempts.filter((attempt) => attempt.person === person);
    const last = own.findLastIndex(({ heard }) => heard.kind === 'receipt');
    const possible = own.filter(({ heard }, place) => place === last || (place > last && heard.kind === 'silence'));
    const allowed = new Set<number | null>(possible.map(({ choice }) => choice));
    if (last < 0) allowed.add(null);
    const choice = counted.get(person) ?? null;
    if (!allowed.has(choice)) {
      const wanted = [...allowed].map(named).join(' or ');
      const isSaid = choice === null || own.some((attempt) => attempt.choice === choice && attempt.heard.kind !== 'refused');
      yield { kind: isSaid ? 'lost' : 'phantom', what: `#${number}: of ${person} ${named(choice)} is counted, not ${wanted}` };
    }
    yield* checkReceipts(own, electors.find((elector) => elector.person === person)?.tag);
  }
}

/** An answer must be about what was said, and name the receipt under which it is published. */
function* checkReceipts(attempts: readonly Attempt[], tag: string | undefined): Generator<Violation> {
  for (const { event, vote, choice, heard } of attempts) {
    if (heard.kind !== 'receipt') continue;
    if (heard.vote !== vote || heard.choice !== nameOf(choice))
      yield { kind: 'phantom', what: `${event} said ${named(choice)} in #${vote} and was told ${heard.choice} in #${heard.vote}` };
    if (heard.receipt !== tag) yield { kind: 'lost', what: `${event} got the receipt ${heard.receipt}, but ${tag} stands in #${vote}` };
  }
}

/** Whether the rows may have come from the attempts: in order, every acknowledged one, no refused one. */
function explains(attempts: readonly Attempt[], rows: readonly (number | null)[]): boolean {
  // reached[n]: the attempts so far may have made the first n rows.
  let reached = new Set([0]);
  for (const { choice, heard } of attempts) {
    const stored = heard.kind === 'refused' ? [] : [...reached].filter((place) => place < rows.length && rows[place] === choice);
    const next = new Set(stored.map((place) => place + 1));
    if (heard.kind !== 'receipt') for (const place of reached) next.add(place);
    reached = next;
  }
  return reached.has(rows.length);
}

/** In words, for rows that do not fit. */
function* differences(voter: string, attempts: readonly Attempt[], rows: readonly (number | null)[]): Generator<Violation> {
  let told = 0;
  for (const choice of new Set([...attempts.map((attempt) => attempt.choice), ...rows])) {
    const said = attempts.filter((attempt) => attempt.choice === choice);
    const least = said.filter(({ heard }) => heard.kind === 'receipt').length;
    const most = said.filter(({ heard }) => heard.kind !== 'refused').length;
    const stored = rows.filter((row) => row === choice).length;
    if (stored >= least && stored <= most) continue;
    told += 1;
    const kind = stored < least ? 'lost' : most === 0 ? 'phantom' : 'doubled';
    yield {
      kind,
      what: `${voter}: ${named(choice)} was acknowledged ${least} times, perhaps done ${most} times, and stands there ${stored} times`,
    };
  }
  if (told === 0)
    yield { kind: 'lost', what: `${voter}: the ballots stand in another order than they were said: ${rows.map(named).join(', ')}` };
}

function groups(attempts: readonly Attempt[]): Map<string, readonly Attempt[]> {
  return Map.groupBy(attempts, voterOf);
}

function voterOf({ vote, person }: { vote: number; person: string }): string {
  return `#${vote} ${person}`;
}

/** A choice of either method as the place of its one option. */
function placeOf(choice: unknown): number | null {
  return z.union([z.int(), z.tuple([z.int()]).transform(([place]) => place), z.null()]).parse(choice);
}

function named(choice: number | null): string {
  return nameOf(choice) ?? 'nothing';
}

const Counted = z.object({ ballots: z.array(z.object({ tag: z.string(), choice: z.unknown() })) });
