import { z } from 'zod';
import { verifying } from '../adapters/crypto/ed25519.ts';
import { hashing } from '../adapters/crypto/sha256.ts';
import { say } from '../core/text/text.ts';
import { proveInclusion } from '../core/voting/ballot-tree.ts';
import { Bundle } from '../core/voting/bundle.ts';
import { recount } from '../core/voting/recount.ts';
import { inWords } from './in-words.ts';
import { readJsonFile } from './read-input.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';
import { factsOf } from './verify/facts.ts';
import { differenceLines, inOrderLines } from './verify/lines.ts';
import { visible } from './visible.ts';

const Options = z.object({ key: z.string().optional(), receipt: z.string().optional(), json: z.boolean().optional() });

export const verify: Verb = {
  name: 'verify',
  summary: 'Recount a saved outcome and check fingerprint, tree and signature. Names everything that is not in order.',
  examples: [
    'npx coop verify outcome-3.json',
    'npx coop verify outcome-3.json --key <64 hexadecimal digits>',
    'npx coop verify outcome-3.json --receipt K7QFA-93XMT',
  ],
  configure: (command) => {
    command
      .argument('<file>', 'the outcome of a vote, as saved from its page')
      .option('--key <hex>', 'the public key that must have signed it, as the instance shows it on its home page')
      .option('--receipt <tag>', 'show the ballot with this receipt, and the proof that it is under the root of the tree')
      .option('--json', 'one JSON document on standard output');
  },
  run: async ({ positional: [file = ''], options, terminal }) => {
    const { key, receipt, json } = Options.parse(options);
    if (key !== undefined && !/^[0-9a-f]{64}$/iu.test(key)) throw new UsageError('--key: a public key has 64 hexadecimal digits');
    const document = await readJsonFile(file);
    const found = recount(document, { hashing, verifying, publicKey: key?.toLowerCase() });
    const bundle = found.length === 0 ? Bundle.parse(document) : null;
    const inclusion = bundle === null || receipt === undefined ? null : proveInclusion(bundle.ballots, receipt, hashing);
    const missing = bundle !== null && receipt !== undefined && inclusion === null;
    const all = missing ? [{ at: 'ballots', sentence: say('verify.no-receipt', { tag: receipt }) }] : found;
    const differences = all.map(({ at, sentence }) => ({ at: visible(at), message: inWords(sentence) }));
    const isInOrder = differences.length === 0;
    const what = bundle === null || !isInOrder ? null : factsOf(bundle);
    if (json === true)
      terminal.printJson({ ok: isInOrder, ...what, ...(inclusion === null ? {} : { inclusion: { ...inclusion } }), differences });
    else if (what === null) terminal.print(differenceLines(file, differences));
    else terminal.print(inOrderLines(what, { isKnown: key !== undefined, inclusion }));
    if (isInOrder && key === undefined) {
      terminal.note(
        'Anybody can seal an outcome with a key of their own: compare the key with the one on the home page of the instance, or give it: --key',
      );
    }
    return isInOrder ? 0 : 1;
  },
};
