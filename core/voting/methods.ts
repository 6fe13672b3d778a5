import { approval } from './approval.ts';
import { consent } from './consent.ts';
import { equalShares } from './equal-shares.ts';
import { greedy } from './greedy.ts';
import { lottery } from './lottery.ts';
import { majorityJudgment } from './majority-judgment.ts';
import { checked } from './method.ts';
import type { Method } from './method.ts';
import { quadratic } from './quadratic.ts';
import { score } from './score.ts';
import { single } from './single.ts';
import { star } from './star.ts';

/** Every way to count, in the order of help. A new one: its file, a line here, a test. */
export const methods: readonly Method[] = [
  checked(single),
  checked(approval),
  checked(score),
  checked(star),
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
