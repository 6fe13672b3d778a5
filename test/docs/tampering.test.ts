import { expect, test } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { toHex } from '../../core/hex.ts';
import { verify } from '../../core/messages/en/verify.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { countVote } from '../../core/voting/count.ts';
import { recount } from '../../core/voting/recount.ts';
import type { Difference } from '../../core/voting/recount.ts';
import { sealBundle } from '../../core/voting/seal.ts';
import { closedVote, instance, stranger } from '../core/voting/closed-vote.ts';
import { tamperingKinds, tamperings } from '../core/voting/tamperings.ts';

const translator = createTranslator();
const good = countVote(closedVote(), instance);
const key = toHex(instance.signing.publicKey);
const forged: Bundle = { ...good, electors: 10 };

type Row = { readonly kind: string; readonly found: readonly Difference[] };

/** Done by whoever has the file. The reader may or may not know the key of the instance. */
const changed = tamperingKinds.map((kind): Row => ({ kind, found: check(tamperings[kind](good)) }));

/** Done by somebody who takes pains, or by the instance itself. */
const resealed: readonly Row[] = [
  { kind: 'a change, with the fingerprint put right', found: check({ ...forged, hash: sealBundle(forged, stranger).hash }) },
  { kind: 'a change, sealed again with another key; verified without `--key`', found: check(sealBundle(forged, stranger)) },
  { kind: 'the same; verified with `--key`', found: check(sealBundle(forged, stranger), key) },
  { kind: 'a wrong verdict, signed by the instance itself', found: check(sealBundle({ ...good, verdict: 'no-winner' }, instance), key) },
  {
    kind: 'an opening after the close, signed by the instance itself',
    found: check(sealBundle({ ...good, vote: { ...good.vote, openedAt: '2027-01-01T00:00:00Z' } }, instance), key),
  },
];

/** After a change of the checks or their words: `npx vitest run test/docs -u` writes it anew. */
test('docs/formats/tampering.md is what verify says', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/formats/tampering.md');
});

test('nothing that was changed after sealing passes', () => {
  expect(check(good, key)).toEqual([]);
  expect(changed.filter(({ found }) => found.length === 0)).toEqual([]);
});

test('everything that verify can say of a tampered outcome stands in it', () => {
  const said = new Set<string>([...changed, ...resealed].flatMap(({ found }) => found.map(({ sentence }) => sentence.id)));
  const unsaid = Object.keys(verify).filter((id) => !said.has(id));
  const ofOtherFiles = ['verify.no-json', 'verify.no-object', 'verify.no-receipt'];
  const ofManyFaults = ['verify.more', 'verify.more-values'];
  expect(unsaid.toSorted()).toEqual([...ofManyFaults, ...ofOtherFiles].toSorted());
});

function check(document: object, publicKey?: string): readonly Difference[] {
  const throughFile: unknown = JSON.parse(JSON.stringify(document));
  return recount(throughFile, { hashing: instance.hashing, verifying, publicKey });
}

const page = `# What verify says of an outcome that was tampered with

Each row changes one thing in an outcome that was in order, and shows what \`coop verify\` answers: where, and what. It exits with 1 for each
but the one that says "in order". Long hexadecimal numbers are cut here. Written by a test, which also sees to it that nothing passes.

## Changed in the file

${tableOf(changed)}

## Sealed again

Only a key makes a signature. Whoever seals with a key of their own makes an outcome that is whole but not the instance's: \`--key\`, or a
look at the key on the instance's home page, tells. The instance can sign what it likes, but a wrong count does not survive counting again.

${tableOf(resealed)}

## What no check of one file can find

- **A ballot left out before sealing.** Its voter misses their receipt: \`coop verify FILE --receipt TAG\`.
- **A ballot changed before sealing.** Its voter sees another choice beside their receipt.
- **A ballot invented before sealing**, for somebody who could vote and did not. The number of ballots is bounded by \`electors\`, and
  \`vote status\` told how many had voted before the close; whose the ballots are, the file does not say.
`;

function tableOf(rows: readonly Row[]): string {
  return ['| what is changed | what verify says |', '| --- | --- |', ...rows.map(({ kind, found }) => `| ${kind} | ${cell(found)} |`)].join(
    '\n',
  );
}

function cell(found: readonly Difference[]): string {
  if (found.length === 0) return 'in order';
  return found
    .map(({ at, sentence }) => `\`${at}\`: ${escape(translator.words(sentence, { language: 'en', timeZone: 'UTC' }))}`)
    .join('<br>');
}

/** For a cell of a table in Markdown. */
function escape(words: string): string {
  return words.replaceAll(/\b([0-9a-f]{8})[0-9a-f]{56}\b/gu, '$1…').replaceAll(/[|<>*_\\[\]]/gu, String.raw`\$&`);
}
