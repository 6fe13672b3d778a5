import { availableParallelism, cpus } from 'node:os';
import { hashing } from '../adapters/crypto/sha256.ts';
import { groupsAsRanks } from '../core/voting/formats/ballots-for.ts';
import { countElection } from '../core/voting/formats/count-election.ts';
import { decodeText } from '../core/voting/formats/decode-text.ts';
import type { Election } from '../core/voting/formats/election.ts';
import { readElection } from '../core/voting/formats/read-election.ts';
import { findMethod } from '../core/voting/methods.ts';
import { comparePairs } from '../core/voting/report/pairwise.ts';
import { participatoryBudget, rankedElection } from './elections.ts';
import type { Size } from './elections.ts';
import { loadVotes } from './oracles/votes.ts';
import type { Votes } from './oracles/votes.ts';
import { whole } from './statistics.ts';

/** The lines of the section "tally" of `npm run bench`: large elections, a curve to a million ballots, and npm `votes` beside us. */
export async function tallySection(note: (line: string) => void): Promise<readonly string[]> {
  return [
    'Counting elections from files: seconds of one processor, reading the bytes and counting',
    ...goals.flatMap(({ method, size, extension, goal }) => goalLine({ method, size, extension, goal }, note)),
    '',
    ...curve(note),
    '',
    ...(await besideVotes(note)),
  ];
}

type Goal = { readonly method: string; readonly size: Size; readonly extension: '.cvotes' | '.pb'; readonly goal: number };

const goals: readonly Goal[] = [
  { method: 'single', size: { ballots: 100_000, options: 30 }, extension: '.cvotes', goal: 1 },
  { method: 'schulze', size: { ballots: 100_000, options: 30 }, extension: '.cvotes', goal: 2 },
  { method: 'ranked-pairs', size: { ballots: 100_000, options: 30 }, extension: '.cvotes', goal: 2 },
  { method: 'irv', size: { ballots: 100_000, options: 10 }, extension: '.cvotes', goal: 1 },
  { method: 'stv', size: { ballots: 10_000, options: 20 }, extension: '.cvotes', goal: 1 },
  { method: 'meek', size: { ballots: 10_000, options: 20 }, extension: '.cvotes', goal: 1 },
  { method: 'approval', size: { ballots: 127_773, options: 170 }, extension: '.pb', goal: 1 },
  { method: 'equal-shares', size: { ballots: 127_773, options: 170 }, extension: '.pb', goal: 5 },
];

function goalLine({ method: name, size, extension, goal }: Goal, note: (line: string) => void): readonly string[] {
  const method = findMethod(name);
  if (method === null) return [`  ${name.padEnd(14)} is not there yet`];
  note(`${name}, ${whole(size.ballots)} ballots ...`);
  const bytes = bytesOf(size, extension);
  const reading = measure(() => readElection(decodeText(bytes).text, extension));
  const counting = measure(() => countElection(reading.result, { method, settings: {}, hashing }));
  const all = reading.seconds + counting.seconds;
  const verdict = all <= goal ? '' : '  ABOVE THE GOAL';
  return [
    `  ${name.padEnd(14)} ${whole(size.ballots).padStart(9)} x ${String(size.options).padEnd(3)}  read ${reading.seconds.toFixed(2)} s, count ${counting.seconds.toFixed(2)} s: ${all.toFixed(2)} s of ${goal} s${verdict}`,
  ];
}

/** Twice the ballots may take twice as long, not more. */
function curve(note: (line: string) => void): readonly string[] {
  const lines = ['From 1,000 to 1,000,000 ballots x 10 options: reading, and the matrix of all pairs'];
  for (const ballots of [1_000, 10_000, 100_000, 1_000_000]) {
    note(`${whole(ballots)} ballots ...`);
    const bytes = bytesOf({ ballots, options: 10 }, '.cvotes');
    const reading = measure(() => readElection(decodeText(bytes).text, '.cvotes'));
    const pairs = measure(() => pairsOf(reading.result));
    const each = ((reading.seconds + pairs.seconds) * 1e6) / ballots;
    lines.push(
      `  ${whole(ballots).padStart(9)}  read ${reading.seconds.toFixed(3)} s, pairs ${pairs.seconds.toFixed(3)} s: ${each.toFixed(2)} µs a ballot`,
    );
  }
  return lines;
}

type Theirs = { candidates: string[]; ballots: { ranking: string[][]; weight: number }[] };

/** What of `votes` counts as each of our methods does, from ballots to a ranking. */
const rivals = {
  single: ({ FirstPastThePost }, theirs) => new FirstPastThePost(theirs).ranking(),
  irv: ({ InstantRunoff }, theirs) => new InstantRunoff(theirs).ranking(),
  borda: ({ Borda }, theirs) => new Borda(theirs).ranking(),
  copeland: ({ Copeland, utils }, { ballots, candidates }) => new Copeland(utils.matrixFromBallots(ballots, candidates)).ranking(),
  minimax: ({ Minimax, utils }, { ballots, candidates }) => new Minimax(utils.matrixFromBallots(ballots, candidates)).ranking(),
  schulze: ({ Schulze, utils }, { ballots, candidates }) => new Schulze(utils.matrixFromBallots(ballots, candidates)).ranking(),
  'ranked-pairs': ({ RankedPairs, utils }, { ballots, candidates }) =>
    new RankedPairs(utils.matrixFromBallots(ballots, candidates)).ranking(),
} as const satisfies Record<string, (votes: Votes, theirs: Theirs) => string[][]>;

/** The counting alone, from ballots that either side has in its own form. */
async function besideVotes(note: (line: string) => void): Promise<readonly string[]> {
  const votes = await loadVotes(note);
  if (votes === null) return ['npm votes 3.0.0 could not be installed: NOTHING WAS COMPARED'];
  const lines = ['Beside npm votes 3.0.0, the counting alone, from ballots that either has in its own form'];
  for (const ballots of [10_000, 100_000]) {
    const size = { ballots, options: 30 };
    const election = readElection(rankedElection(size), '.cvotes');
    const theirs: Theirs = {
      candidates: [...election.options],
      ballots: groupsAsRanks(election.ballots).map(({ choice, count }) => ({
        ranking: choice.map((equals) => equals.map((place) => election.options[place] ?? '')),
        weight: Number(count),
      })),
    };
    for (const [name, rival] of Object.entries(rivals)) {
      const method = findMethod(name);
      // Its instant runoff takes a minute for more.
      if (method === null || (name === 'irv' && ballots > 10_000)) continue;
      note(`${name}, ${whole(ballots)} ballots ...`);
      const ours = measure(() => countElection(election, { method, settings: {}, hashing }));
      const other = measure(() => rival(votes, theirs));
      const [first] = other.result;
      const agrees = first !== undefined && ours.result.tally.ranking[0]?.toSorted().join() === first.toSorted().join();
      lines.push(
        `  ${name.padEnd(14)} ${whole(ballots).padStart(7)} x ${size.options}  ${ours.seconds.toFixed(3)} s, votes ${other.seconds.toFixed(3)} s: ${(other.seconds / ours.seconds).toFixed(1)}x${agrees ? '' : '  (another winner)'}`,
      );
    }
  }
  return lines;
}

function pairsOf({ ballots, options }: Election): unknown {
  return comparePairs(groupsAsRanks(ballots), { options: options.length, unranked: 'last' });
}

function bytesOf(size: Size, extension: '.cvotes' | '.pb'): Uint8Array {
  return new TextEncoder().encode(extension === '.pb' ? participatoryBudget(size) : rankedElection(size));
}

/** Processor time, so that whoever else works on the machine does not count. */
function measure<R>(work: () => R): { result: R; seconds: number } {
  const began = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(began);
  return { result, seconds: Math.max(1, user + system) / 1e6 };
}

if (import.meta.main) {
  const lines = await tallySection((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}\n${lines.join('\n')}\n`,
  );
}
