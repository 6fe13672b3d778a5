import type { AccountId } from '../ids.ts';
import type { Clock } from '../ports/clock.ts';

/**
 * Counts the wrong codes that an account repeated lately. In memory, because the transaction of a wrong guess is undone;
 * with 2^40 codes that live for minutes it only has to slow a guesser down.
 */
export type GuessLimit = {
  readonly isReached: (account: AccountId) => boolean;
  readonly count: (account: AccountId) => void;
};

export type GuessLimitOptions = {
  readonly clock: Clock;
  /** Wrong guesses within the window. Default 5. */
  readonly guesses?: number;
  /** Milliseconds. Default 15 minutes. */
  readonly window?: number;
};

export function createGuessLimit({ clock, guesses = 5, window = 15 * 60_000 }: GuessLimitOptions): GuessLimit {
  /** In the order of their first guess, so that the outdated ones stand in front. */
  const counted = new Map<AccountId, { since: number; wrong: number }>();

  function forgetOutdated(): void {
    for (const [account, { since }] of counted) {
      if (since + window > clock.now().getTime()) return;
      counted.delete(account);
    }
  }

  return {
    isReached: (account) => {
      forgetOutdated();
      return (counted.get(account)?.wrong ?? 0) >= guesses;
    },
    count: (account) => {
      forgetOutdated();
      const { since, wrong } = counted.get(account) ?? { since: clock.now().getTime(), wrong: 0 };
      counted.set(account, { since, wrong: wrong + 1 });
    },
  };
}
