import { exceeds } from './share.ts';

type Needed = { readonly ballots: bigint; readonly threshold: string };

/** Whether so many ballots that say something for an option are enough for it to win. Where nothing is demanded any is, if anybody voted. */
export function isSupported(support: bigint, { ballots, threshold }: Needed): boolean {
  if (threshold === '0/1') return ballots > 0n;
  return exceeds(support, { of: ballots, share: threshold });
}

/** The same in words, as an outcome states it. */
export function supportRule(threshold: string): string {
  return threshold === '0/1' ? 'none' : `a winner has more than nothing on more than ${threshold} of the ballots`;
}
