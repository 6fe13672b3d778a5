import { z } from 'zod';
import { verifying } from '../adapters/crypto/ed25519.ts';
import { hashing } from '../adapters/crypto/sha256.ts';
import type { JsonValue } from '../core/canonical-json.ts';
import { Bundle } from '../core/voting/bundle.ts';
import { recount } from '../core/voting/recount.ts';
import { inWords } from './in-words.ts';
import { readJsonFile } from './read-input.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';
import { visible } from './visible.ts';

const Options = z.object({ key: z.string().optional(), json: z.boolean().optional() });

export const verify: Verb = {
  name: 'verify',
  summary: 'Recount a saved outcome and check fingerprint and signature. Names everything that is not in order.',
  examples: ['npx coop verify outcome-3.json', 'npx coop verify outcome-3.json --key <64 hexadecimal digits>'],
  configure: (command) => {
    command
      .argument('<file>', 'the outcome of a vote, as saved from its page')
      .option('--key <hex>', 'the public key that must have signed it, as the instance shows it on its home page')
      .option('--json', 'one JSON document on standard output');
  },
  run: async ({ positional: [file = ''], options, terminal }) => {
    const { key, json } = Options.parse(options);
    if (key !== undefined && !/^[0-9a-f]{64}$/iu.test(key)) throw new UsageError('--key: a public key has 64 hexadecimal digits');
    const document = await readJsonFile(file);
    const differences = recount(document, { hashing, verifying, publicKey: key?.toLowerCase() }).map(({ at, sentence }) => ({
      at: visible(at),
      message: inWords(sentence),
    }));
    const isInOrder = differences.length === 0;
    const what = isInOrder ? facts(document) : null;
    if (json === true) terminal.printJson({ ok: isInOrder, ...what, differences });
    else if (what === null) terminal.print([`NOT IN ORDER: ${visible(file)}`, ...differences.map(line)].join('\n'));
    else terminal.print(inOrder(what, key !== undefined));
    if (isInOrder && key === undefined) {
      terminal.note(
        'Anybody can seal an outcome with a key of their own: compare the key with the one on the home page of the instance, or give it: --key',
      );
    }
    return isInOrder ? 0 : 1;
  },
};

/** What was found to be true. */
function facts(document: JsonValue) {
  const { network, vote, electors, ballots, tally, verdict, hash, signature } = Bundle.parse(document);
  const { winners } = z.object({ winners: z.array(z.string()) }).parse(tally);
  return {
    network: network.name,
    console: network.console,
    vote: { id: vote.id, number: vote.number, question: vote.question },
    electors,
    ballots: ballots.length,
    verdict,
    winners,
    hash,
    publicKey: signature.publicKey,
  };
}

function inOrder(
  { network, vote, electors, ballots, verdict, winners, hash, publicKey, ...rest }: ReturnType<typeof facts>,
  isKnown: boolean,
): string {
  return [
    `In order: vote #${vote.number} of ${visible(network)}, ${visible(JSON.stringify(vote.question))}`,
    `  ${outcomes[verdict]}${winners.length === 0 ? '' : `, winner: ${winners.map(visible).join(', ')}`}; ${ballots} of ${electors} voted`,
    ...(rest.console ? ['  with ballots from the console, which prove no identity'] : []),
    '  counted again from the ballots: the same; the fingerprint fits; the signature fits',
    `  fingerprint  ${hash}`,
    `  signed with  ${publicKey}${isKnown ? ', the key that you gave' : ''}`,
  ].join('\n');
}

const outcomes = { decided: 'decided', 'no-quorum': 'no decision, too few took part', 'no-winner': 'no decision, no option won' } as const;

function line({ at, message }: { at: string; message: string }): string {
  return `  ${at === '' ? '' : `${at}: `}${message}`;
}
