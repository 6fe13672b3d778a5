import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSigning, generatePrivateKey } from '../../../adapters/crypto/ed25519.ts';
import { verifying } from '../../../adapters/crypto/ed25519.ts';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import { countVote } from '../../../core/voting/count.ts';
import { hideOutcome, hideWords } from '../../../core/voting/hidden-vote.ts';
import { PublishedTally } from '../../../core/voting/outcome-line.ts';
import { recount } from '../../../core/voting/recount.ts';

const ports = { hashing, signing: createSigning(generatePrivateKey()) };

function outcomeOf(options: readonly string[], choices: readonly number[]) {
  return countVote(
    {
      network: { id: NetworkId.parse(crypto.randomUUID()), name: 'Garden', console: false },
      vote: {
        id: VoteId.parse(crypto.randomUUID()),
        network: NetworkId.parse(crypto.randomUUID()),
        number: 3,
        question: 'Where does Ann Smith live?',
        options,
        method: 'single',
        rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' },
        purpose: null,
        status: 'closed',
        openedBy: null,
        openedAt: new Date(0),
        closesAt: new Date(1000),
        bundle: null,
      },
      electors: choices.length,
      ballots: choices.map((choice, place) => ({ tag: `T${String(place).padStart(3, '0')}`, choice })),
    },
    ports,
  );
}

describe('an outcome whose words are hidden', () => {
  const cases = fc
    .uniqueArray(
      fc.string({ minLength: 1, maxLength: 6 }).filter((text) => text.trim() !== ''),
      { minLength: 2, maxLength: 40 },
    )
    .chain((options) => fc.tuple(fc.constant(options), fc.array(fc.nat(options.length - 1), { maxLength: 12 })));

  test('can be counted again by anybody, and has the same winner, also when a draw chose it', () => {
    fc.assert(
      fc.property(cases, ([options, choices]) => {
        const sealed = outcomeOf(options, choices);
        const shown = hideOutcome(sealed, 'jury', ports);
        expect(recount(shown, { hashing, verifying })).toEqual([]);
        const places = (bundle: typeof sealed) =>
          PublishedTally.parse(bundle.tally).winners.map((winner) => bundle.vote.options.indexOf(winner));
        expect(places(shown)).toEqual(places(sealed));
      }),
      { numRuns: 60 },
    );
  });

  test('holds nothing of what was written', () => {
    const shown = JSON.stringify(hideOutcome(outcomeOf(['Mill Lane 5', 'Mill Lane 7'], [0, 1, 1]), 'jury', ports));
    expect(shown).not.toMatch(/Ann Smith|Mill Lane/u);
    expect(shown).toContain('Hidden by a jury of members');
  });

  test('is the same bytes whenever it is made', () => {
    const sealed = outcomeOf(['Mill Lane 5', 'Mill Lane 7'], [0]);
    expect(hideOutcome(sealed, 'platform', ports)).toEqual(hideOutcome(sealed, 'platform', ports));
  });
});

test.each([
  [
    ['b', 'a', 'c'],
    ['Hidden B', 'Hidden A', 'Hidden C'],
  ],
  [Array.from({ length: 27 }, (_, place) => String.fromCharCode(97 + place)), expect.arrayContaining(['Hidden AA', 'Hidden BA'])],
])('options %j become letters in their order', (options, hidden) => {
  expect(hideWords({ question: 'Which?', options }, 'jury').options).toEqual(hidden);
});
