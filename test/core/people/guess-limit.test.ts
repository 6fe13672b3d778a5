import { expect, it } from 'vitest';
import { AccountId } from '../../../core/ids.ts';
import { createGuessLimit } from '../../../core/people/guess-limit.ts';

const [ada, bob] = [AccountId.parse(crypto.randomUUID()), AccountId.parse(crypto.randomUUID())];

it('is reached after so many wrong guesses, by that account alone, until the window since the first has passed', () => {
  let now = 0;
  const limit = createGuessLimit({ clock: { now: () => new Date(now) }, guesses: 3, window: 1_000 });
  for (const at of [0, 400, 900]) {
    now = at;
    expect(limit.isReached(ada)).toBe(false);
    limit.count(ada);
  }
  limit.count(bob);
  expect([limit.isReached(ada), limit.isReached(bob)]).toEqual([true, false]);
  now = 999;
  expect(limit.isReached(ada)).toBe(true);
  now = 1_000;
  expect(limit.isReached(ada)).toBe(false);
});
