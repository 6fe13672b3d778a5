import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifying } from '../../../adapters/crypto/ed25519.ts';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { toHex } from '../../../core/hex.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';
import { countVote } from '../../../core/voting/count.ts';
import { recount } from '../../../core/voting/recount.ts';
import { sealBundle } from '../../../core/voting/seal.ts';
import { closedVote, instance, stranger } from './closed-vote.ts';
import { tamperingKinds, tamperings } from './tamperings.ts';

const ports = { ...instance, verifying };
const translator = createTranslator();
const reader = { language: 'en', timeZone: 'UTC' };

/** The differences as "where: what", lines of a file. */
function differences(document: unknown, publicKey?: string): string[] {
  const throughFile: unknown = JSON.parse(JSON.stringify(document));
  return recount(throughFile, { ...ports, publicKey }).map(({ at, sentence }) => `${at}: ${translator.words(sentence, reader)}`);
}

const good = () => countVote(closedVote(), instance);
/** Changes it, and puts its fingerprint and signature right again, as only the holder of a key can. */
const forge = (change: (bundle: Bundle) => Bundle, by = instance) => sealBundle(change(good()), by);

describe('an outcome that was sealed', () => {
  test('is counted again without a difference', () => {
    expect(good()).toMatchObject({ verdict: 'decided', electors: 9, tally: { winners: ['Blue'] } });
    expect(differences(good())).toEqual([]);
    expect(differences(good(), toHex(instance.signing.publicKey))).toEqual([]);
  });

  test('is so whatever the method, the options and the ballots', () => {
    const names = fc.uniqueArray(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('__proto__')), { minLength: 1, maxLength: 6 });
    const share = fc.constantFrom('0/1', '1/4', '1/2', '1/1');
    fc.assert(
      fc.property(
        names,
        fc.constantFrom('single', 'approval'),
        fc.array(fc.nat(), { maxLength: 12 }),
        share,
        (options, method, raw, any) => {
          const choices = raw.map((number) => (method === 'single' ? number % options.length : [number % options.length]));
          const closing = closedVote({ options, method, choices, electors: 12, quorum: any, threshold: any });
          expect(differences(countVote(closing, instance))).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('does not depend on the order in which the ballots came', () => {
    const closing = closedVote();
    const reversed = { ...closing, ballots: closing.ballots.toReversed() };
    expect(countVote(reversed, instance)).toEqual(countVote(closing, instance));
  });

  test('may have members of a later release: the fingerprint covers them', () => {
    const later = { ...good(), annex: { root: 'ab' } };
    expect(differences(sealBundle(later, instance))).toEqual([]);
    expect(differences(later)).toEqual([expect.stringMatching(/^hash: The fingerprint does not fit/)]);
  });

  test.each([
    [{ choices: [0, 0], electors: 9, quorum: '1/4' }, 'no-quorum'],
    [{ choices: [0, 0], electors: 8, quorum: '1/4' }, 'decided'],
    [{ choices: [0, 1, 1, 0], threshold: '1/2' }, 'no-winner'],
    [{ choices: [], quorum: '0/1' }, 'no-winner'],
    [{ choices: [], electors: 0, quorum: '1/1' }, 'no-winner'],
    [{ choices: [0], electors: 3, quorum: '333333/999999' }, 'decided'],
    [{ choices: [0], electors: 3, quorum: '333334/999999' }, 'no-quorum'],
  ] as const)('%j is judged exactly: %s', (wish, verdict) => {
    const bundle = countVote(closedVote(wish), instance);
    expect(bundle.verdict).toBe(verdict);
    expect(differences(bundle)).toEqual([]);
  });
});

const hashOnly = [
  expect.stringMatching(/^hash: The fingerprint does not fit\. The content gives [0-9a-f]{64}, the file says [0-9a-f]{64}/),
];
const listed = [...hashOnly, expect.stringMatching(/^tree\.root: The ballots do not give this root of their tree but [0-9a-f]{64}: /)];
const resized = (found: number) => listed.toSpliced(1, 0, `tree.size: The file says 5, counting again gives ${found}.`);

/** What is said of each kind of tampering: a kind without a line here does not compile. */
const said = {
  'the question': hashOnly,
  'an option’s name': [
    ...hashOnly,
    'tally.options[1]: The file says "Blue", counting again gives "Azure".',
    'tally.winners[0]: The file says "Blue", counting again gives "Azure".',
    'tally.ranking[0][0]: The file says "Blue", counting again gives "Azure".',
    'tally.rounds[0].votes.Azure: The file says -, counting again gives "3".',
    'tally.rounds[0].votes.Blue: The file says "3", counting again gives -.',
  ],
  'the number of electors': hashOnly,
  'the console flag': hashOnly,
  'the network’s name': hashOnly,
  'the deadline': hashOnly,
  'who may steer': hashOnly,
  'the quorum': [...hashOnly, 'verdict: The file says "decided", counting again gives "no-quorum".'],
  'the verdict': [...hashOnly, 'verdict: The file says "no-quorum", counting again gives "decided".'],
  'the winner': [...hashOnly, 'tally.winners[0]: The file says "Red", counting again gives "Blue".'],
  'a figure': [...hashOnly, 'tally.rounds[0].votes.Blue: The file says "4", counting again gives "3".'],
  'the whole tally': [...hashOnly, expect.stringMatching(/^tally: The file says \[\], counting again gives {"method":"single".*…\.$/)],
  'a ballot': [
    ...listed,
    'tally.ranking[1][1]: The file says -, counting again gives "Dark Green".',
    'tally.ranking[2]: The file says ["Dark Green"], counting again gives -.',
    'tally.rounds[0].votes.Red: The file says "2", counting again gives "1".',
    'tally.rounds[0].votes["Dark Green"]: The file says "0", counting again gives "1".',
  ],
  'a ballot into another form': [
    ...listed,
    'ballots[1].choice: This is no ballot of this vote: a single choice is the place of one option, a whole number from 0 to 2.',
  ],
  'a ballot for an option that there is not': [...listed, expect.stringMatching(/^ballots\[4\]\.choice: This is no ballot of this vote: /)],
  'a receipt': listed,
  'a weight given to a ballot': [
    ...listed,
    'tally.ballots: The file says 5, counting again gives 7.',
    'tally.rounds[0].votes.Blue: The file says "3", counting again gives "5".',
  ],
  'the root of the tree': listed,
  'the size of the tree': [...hashOnly, 'tree.size: The file says 6, counting again gives 5.'],
  'a receipt into another voter’s': [...listed, 'ballots[4].tag: The receipt TAG03-ABCDE stands beside two ballots.'],
  'a ballot added': [
    ...resized(6),
    'tally.ballots: The file says 5, counting again gives 6.',
    'tally.rounds[0].votes.Blue: The file says "3", counting again gives "4".',
  ],
  'a ballot removed': [
    ...resized(4),
    'tally.ballots: The file says 5, counting again gives 4.',
    'tally.rounds[0].votes.Red: The file says "2", counting again gives "1".',
  ],
  'ballots in another order': [
    ...listed,
    'ballots[1].tag: The ballots are not in the order of their receipts: TAG03-ABCDE stands after TAG04-ABCDE.',
    'ballots[2].tag: The ballots are not in the order of their receipts: TAG02-ABCDE stands after TAG03-ABCDE.',
    'ballots[3].tag: The ballots are not in the order of their receipts: TAG01-ABCDE stands after TAG02-ABCDE.',
    'ballots[4].tag: The ballots are not in the order of their receipts: TAG00-ABCDE stands after TAG01-ABCDE.',
  ],
  'more ballots than people': [...hashOnly, 'electors: Only 4 people could vote, but 5 ballots were counted.'],
  'of how many the quorum was asked': [
    ...hashOnly,
    'active: There are 5 ballots and 9 electors, so the quorum cannot have been asked of 4.',
  ],
  'the method': [...hashOnly, 'vote.method: Nothing here counts by “sortition”. A newer release may know it.'],
  'an option twice': [...hashOnly, 'vote.options[2]: The option “Red” stands in the list twice.'],
  'the fingerprint': [...hashOnly, 'signature.value: The signature does not fit the fingerprint and the key beside it.'],
  'the signature': ['signature.value: The signature does not fit the fingerprint and the key beside it.'],
  'the key': ['signature.value: The signature does not fit the fingerprint and the key beside it.'],
  'something beside the signature': ['signature: This field is malformed: Unrecognized key: "note".'],
} satisfies Record<keyof typeof tamperings, readonly unknown[]>;

describe('what was changed after sealing is found:', () => {
  test.each(tamperingKinds)('%s', (kind) => {
    expect(differences(tamperings[kind](good()))).toEqual(said[kind]);
  });

  test('a change with the fingerprint put right lacks a signature', () => {
    const { hash } = forge((bundle) => ({ ...bundle, electors: 10 }));
    expect(differences({ ...good(), electors: 10, hash })).toEqual([
      'signature.value: The signature does not fit the fingerprint and the key beside it.',
    ]);
  });

  test('sealed again with another key it is whole, and the key tells', () => {
    const forged = forge((bundle) => ({ ...bundle, electors: 10 }), stranger);
    const [mine, theirs] = [toHex(instance.signing.publicKey), toHex(stranger.signing.publicKey)];
    expect(differences(forged)).toEqual([]);
    expect(differences(forged, mine)).toEqual([`signature.publicKey: It is signed with the key ${theirs}, not with ${mine}.`]);
  });

  test('even the instance itself cannot seal a wrong count unnoticed', () => {
    expect(differences(forge((bundle) => ({ ...bundle, verdict: 'no-winner' })))).toEqual([
      'verdict: The file says "no-winner", counting again gives "decided".',
    ]);
    const later = (bundle: Bundle) => ({ ...bundle, vote: { ...bundle.vote, openedAt: '2027-01-01T00:00:00Z' } });
    expect(differences(forge(later))).toEqual(['vote.closedAt: The vote closed before it was opened.']);
  });
});

describe('what is no outcome is said to be malformed, field by field:', () => {
  test.each<[string, unknown, string | RegExp]>([
    ['null', null, /^: This is no outcome of a vote: an outcome is a JSON object/],
    ['a text', 'bundle', /^: This is no outcome of a vote/],
    ['another format', { ...good(), format: 'cooperatus-outcome/9' }, /^format: /],
    ['a missing field', { ...good(), ballots: undefined }, /^ballots: /],
    ['a wrong type deep inside', { ...good(), ballots: [{ tag: 1, choice: 0 }] }, /^ballots\[0\]\.tag: .*expected string/],
    ['a fraction of a person', { ...good(), electors: 1.5 }, /^electors: /],
    [
      'a share above the whole',
      forge((b) => ({ ...b, vote: { ...b.vote, rules: { ...b.vote.rules, quorum: '3/2' } } })),
      /^vote\.rules\.quorum: /,
    ],
    ['a capital in a fingerprint', { ...good(), hash: 'AB'.repeat(32) }, /^hash: .*64 hexadecimal digits/],
    [
      'too deep a nesting',
      { ...good(), tally: JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) },
      /^: This is not JSON that can be sealed/,
    ],
  ])('%s', (_, document, said) => {
    const [first, ...rest] = differences(document);
    expect(first).toMatch(said);
    expect(rest).toEqual([]);
  });

  test('a thousand faults are told as twenty and a number', () => {
    const found = differences({ ...good(), electors: 2_000, ballots: Array.from({ length: 1_000 }, () => ({ tag: 'T', choice: 9 })) });
    expect(found).toHaveLength(24);
    expect(found.at(-1)).toBe('ballots: 1,979 more faults of this kind.');
  });
});
