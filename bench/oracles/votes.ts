import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

type Ballots = { candidates: string[]; ballots: { ranking: string[][]; weight: number }[] };
type Matrix = { array: number[][]; candidates: string[] };

const OfBallots = z.custom<new (election: Ballots) => { ranking(): string[][] }>((value) => typeof value === 'function');
/** These ask for the matrix of all pairs, which is counted from the ballots before. */
const OfMatrix = z.custom<new (matrix: Matrix) => { ranking(): string[][] }>((value) => typeof value === 'function');

const Votes = z.object({
  FirstPastThePost: OfBallots,
  InstantRunoff: OfBallots,
  Borda: OfBallots,
  Copeland: OfMatrix,
  Minimax: OfMatrix,
  Schulze: OfMatrix,
  RankedPairs: OfMatrix,
  utils: z.object({
    matrixFromBallots: z.custom<(ballots: Ballots['ballots'], candidates: string[]) => Matrix>((value) => typeof value === 'function'),
  }),
});
export type Votes = z.infer<typeof Votes>;

/** npm `votes`, installed beside us at its first use from a lockfile of its own; null, said loudly, where it cannot be had. */
export async function loadVotes(print: (line: string) => void): Promise<Votes | null> {
  const folder = import.meta.dirname;
  if (!existsSync(join(folder, 'node_modules', 'votes'))) {
    print('installing the oracles: npm ci --prefix bench/oracles --ignore-scripts');
    const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'], {
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      print('THE ORACLES ARE MISSING: nothing is compared. By hand: npm ci --prefix bench/oracles --ignore-scripts');
      return null;
    }
  }
  // Named by a variable: the checker of types runs before it is installed.
  const entry = join(folder, 'node_modules', 'votes', 'dist', 'index.js');
  const loaded: unknown = await import(entry);
  return Votes.parse({ ...z.record(z.string(), z.unknown()).parse(loaded) });
}
