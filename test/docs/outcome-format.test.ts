import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { countVote } from '../../core/voting/count.ts';
import { recount } from '../../core/voting/recount.ts';
import { closedVote, instance } from '../core/voting/closed-vote.ts';

const folder = new URL('../../docs/formats/', import.meta.url);

/** After a change of the format: `npx vitest run test/docs -u` writes it anew. */
test('the example of an outcome is one, and is in order', async () => {
  const bundle = countVote(closedVote(), instance);
  await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot('../../docs/formats/outcome.example.json');
  const example: unknown = JSON.parse(await readFile(new URL('outcome.example.json', folder), 'utf8'));
  expect(recount(example, { hashing, verifying })).toEqual([]);
});

test('the page of the format names every member that the example has', async () => {
  const page = await readFile(new URL('outcome.md', folder), 'utf8');
  const { network, vote, ...rest } = countVote(closedVote(), instance);
  const names = [...Object.keys(rest), ...Object.keys(network), ...Object.keys(vote), ...Object.keys(vote.rules)];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
