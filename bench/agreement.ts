import { join } from 'node:path';
import { hashing } from '../adapters/crypto/sha256.ts';
import { countElection } from '../core/voting/formats/count-election.ts';
import { groupsAsRanks } from '../core/voting/formats/ballots-for.ts';
import type { Ballots, Election } from '../core/voting/formats/election.ts';
import { readElection } from '../core/voting/formats/read-election.ts';
import { findMethod } from '../core/voting/methods.ts';
import type { CountSettings } from '../core/voting/settings.ts';
import { dataFolder, listData, readData } from '../test/acceptance/real-data.ts';
import { askPython } from './oracles/python.ts';
import type { Answer, Question } from './oracles/python.ts';

/**
 * `npm run agreement`: who wins each real election by ours and by programs of other people, method by method. Prints the
 * table of docs/agreement.md; what differs is named, so that it can be looked into.
 */
async function main(): Promise<void> {
  const note = (line: string) => process.stderr.write(`${line}\n`);
  const cases = [...rankedCases(), ...committeeCases(), ...budgetCases()].filter(({ row }) => row.includes(process.argv[2] ?? ''));
  const rows: string[] = [];
  for (const [row, asked] of Map.groupBy(cases, (one) => one.row)) {
    note(`${row}: ${asked.length} elections ...`);
    const answers = await askPython(
      asked.map(({ question }) => question),
      { note, patience: row.endsWith('pabutools') ? 120_000 : 5_000 },
    );
    rows.push(rowOf(row, asked, answers));
  }
  process.stdout.write(
    [
      '| method | beside | elections | the same | a tie that ours settles | other winners | not counted by theirs | time of theirs / ours |',
      '| --- | --- | --: | --: | --- | --- | --- | --: |',
      ...rows,
      '',
    ].join('\n'),
  );
}

type Case = {
  /** Method and oracle, as the row of the table begins. */
  readonly row: string;
  readonly name: string;
  readonly question: Question;
  readonly count: () => Counted;
  /** What the oracle calls each option. */
  readonly names: readonly (string | number)[];
  readonly options: readonly string[];
};

type Counted = { readonly winners: readonly string[]; readonly isByLot: boolean };

const byRanks = ['schulze', 'ranked-pairs', 'minimax', 'copeland', 'borda', 'kemeny', 'irv', 'stv', 'meek'] as const;
const byGrades = ['score', 'star', 'majority-judgment', 'approval'] as const;
/** Their Kemeny goes through all orders. */
const most: Partial<Record<string, number>> = { kemeny: 8 };

function* rankedCases(): Iterable<Case> {
  const elections = listData('elections', '.cvotes').map((name) => ({
    name,
    election: readElection(readData('elections', `${name}.cvotes`), '.cvotes'),
  }));
  for (const method of byRanks)
    for (const { name, election } of elections) {
      if (election.options.length > (most[method] ?? Infinity)) continue;
      const ballots = groupsAsRanks(election.ballots).map(({ choice, count }) => [choice, Number(count)] as const);
      yield caseOf({ row: `${method} | pref_voting`, method, rule: method, name, election, ballots });
    }
  for (const method of byGrades)
    for (const { name, election } of elections) {
      const grade = method === 'approval' ? approves : stars;
      const groups = groupsAsRanks(election.ballots).map(({ choice, count }) => ({
        choice: election.options.map((_, place) =>
          grade(
            choice.findIndex((equals) => equals.includes(place)),
            election.options.length,
          ),
        ),
        count,
      }));
      const ballots = groups.map(({ choice, count }) => [choice, Number(count)] as const);
      const scores: Ballots = { kind: 'scores', groups: groups.map(({ choice, count }) => ({ choice: choice.map(String), count })) };
      yield caseOf({
        row: `${method} | pref_voting`,
        method,
        rule: method,
        name,
        election: { ...election, seats: 1, ballots: scores },
        ballots,
        settings: { scale: { lowest: '0', highest: '5' } },
      });
    }
}

/** Real rankings as stars: five for the first, four for the second; none for what is unranked. */
const stars = (rank: number): number => (rank < 0 ? 0 : Math.max(0, 5 - rank));
/** The upper half of the places is approved of. */
const approves = (rank: number, options: number): number => (rank >= 0 && rank < options / 2 ? 1 : 0);

/** Committees by Equal Shares: everybody approves of their first three, every seat costs the same. */
function* committeeCases(): Iterable<Case> {
  for (const name of listData('elections', '.cvotes')) {
    const election = readElection(readData('elections', `${name}.cvotes`), '.cvotes');
    const groups = groupsAsRanks(election.ballots)
      .map(({ choice, count }) => ({
        choice: choice
          .slice(0, 3)
          .flat()
          .toSorted((one, other) => one - other),
        count,
      }))
      .filter(({ choice }) => choice.length > 0);
    const voters = groups.reduce((sum, { count }) => sum + Number(count), 0);
    const seats = Math.min(election.seats ?? 3, election.options.length);
    if (voters > 1_000) continue;
    yield caseOf({
      row: 'equal-shares, seats | abcvoting',
      method: 'equal-shares',
      rule: 'equal-shares-of-seats',
      name,
      election: {
        ...election,
        seats,
        ballots: { kind: 'approvals', groups },
        budget: { costs: election.options.map(() => '1'), total: String(seats), decimals: 0 },
      },
      ballots: groups.map(({ choice, count }) => [choice, Number(count)] as const),
    });
  }
}

function* budgetCases(): Iterable<Case> {
  for (const rule of ['equal-shares', 'greedy'] as const)
    for (const name of listData('budgets', '.pb')) {
      const election = readElection(readData('budgets', `${name}.pb`), '.pb');
      yield {
        row: `${rule} | pabutools`,
        name,
        question: { id: name, rule, file: join(dataFolder, 'budgets', `${name}.pb`) },
        count: () => winnersOf(election, rule, {}),
        names: election.options,
        options: election.options,
      };
    }
}

type Ranked = {
  readonly row: string;
  readonly method: string;
  readonly rule: string;
  readonly name: string;
  readonly election: Election;
  readonly ballots: Extract<Question, { ballots: unknown }>['ballots'];
  readonly settings?: CountSettings;
};

function caseOf({ row, method, rule, name, election, ballots, settings = {} }: Ranked): Case {
  const { options, seats = 1, unranked = 'last' } = election;
  return {
    row,
    name,
    question: { id: name, rule, options: options.length, seats, unranked, ballots },
    count: () => winnersOf(election, method, settings),
    names: options.map((_, place) => place),
    options,
  };
}

function winnersOf(election: Election, method: string, settings: CountSettings): Counted {
  const found = findMethod(method);
  if (found === null) throw new Error(`there is no method ${method}`);
  const { tally } = countElection(election, { method: found, settings, hashing });
  return { winners: tally.selected ?? tally.elected ?? tally.winners, isByLot: tally.tie !== null };
}

function rowOf(row: string, asked: readonly Case[], answers: ReadonlyMap<string, Answer>): string {
  const same: string[] = [];
  const settled: string[] = [];
  const other: string[] = [];
  const missing = new Map<string, number>();
  let ours = 0;
  let theirs = 0;
  for (const { name, count, names, options } of asked) {
    const answer = answers.get(name);
    if (answer === undefined || 'error' in answer) {
      const why = answer?.error ?? 'no answer';
      missing.set(why, (missing.get(why) ?? 0) + 1);
      continue;
    }
    const began = process.cpuUsage();
    const { winners, isByLot } = count();
    const mine = new Set(winners);
    const { user, system } = process.cpuUsage(began);
    ours += (user + system) / 1e6;
    theirs += answer.seconds;
    const yours = new Set(answer.winners.map((winner) => options[names.indexOf(winner)] ?? '?'));
    if (mine.symmetricDifference(yours).size === 0) same.push(name);
    else if (isByLot || mine.isSubsetOf(yours)) settled.push(name);
    else other.push(`${name} (${[...mine].join(', ')}; theirs ${[...yours].join(', ')})`);
  }
  const notCounted = [...missing].map(([why, times]) => `${times}: ${why}`);
  return `| ${row} | ${asked.length} | ${same.length} | ${settled.join(', ')} | ${other.join('; ')} | ${notCounted.join('; ')} | ${(theirs / ours).toFixed(1)} |`;
}

await main();
