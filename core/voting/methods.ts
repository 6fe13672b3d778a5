import { approval } from './approval.ts';
import { borda } from './borda.ts';
import { consent } from './consent.ts';
import { copeland } from './copeland.ts';
import { equalShares } from './equal-shares.ts';
import { greedy } from './greedy.ts';
import { irv } from './irv.ts';
import { kemeny } from './kemeny.ts';
import { lottery } from './lottery.ts';
import { majorityJudgment } from './majority-judgment.ts';
import { meek } from './meek.ts';
import { checked } from './method.ts';
import type { Method } from './method.ts';
import { minimax } from './minimax.ts';
import { quadratic } from './quadratic.ts';
import { rankedPairs } from './ranked-pairs.ts';
import { schulze } from './schulze.ts';
import { score } from './score.ts';
import { single } from './single.ts';
import { star } from './star.ts';
import { stv } from './stv.ts';

/** Every way to count, in the order of help. A new one: its file, a line here, a test. */
export const methods: readonly Method[] = [
  checked(single),
  checked(approval),
  checked(score),
  checked(star),
  checked(irv),
  checked(stv),
  checked(meek),
  checked(schulze),
  checked(rankedPairs),
  checked(minimax),
  checked(copeland),
  checked(borda),
  checked(kemeny),
  checked(majorityJudgment),
  checked(quadratic),
  checked(consent),
  checked(equalShares),
  checked(greedy),
  checked(lottery),
];

/** The method of that name, whatever its case; null where there is none. */
export function findMethod(name: string): Method | null {
  const wanted = name.trim().toLowerCase();
  return methods.find((method) => method.name === wanted) ?? null;
}
