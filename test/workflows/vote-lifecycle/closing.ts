import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import type { PortParts } from '../../../adapters/postgres/ports.ts';
import { createGuessLimit } from '../../../core/people/guess-limit.ts';
import type { Closing } from '../../../core/ports/lifecycle.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
const clock = { now: () => new Date() };

export const parts: PortParts = {
  clock,
  randomness: { bytes: (length) => randomBytes(length), uuid: randomUUID },
  hashing: { sha256: (bytes) => createHash('sha256').update(bytes).digest() },
  signing: { publicKey: raw, sign: (message) => sign(null, message, privateKey) },
  guesses: createGuessLimit({ clock }),
};

export function count({ vote, network, electors, ballots }: Closing): Bundle {
  return {
    format: 'cooperatus-outcome/1',
    network,
    electors,
    ballots: [...ballots] as Bundle['ballots'],
    vote: {
      id: vote.id,
      number: vote.number,
      question: vote.question,
      options: [...vote.options],
      method: vote.method,
      rules: vote.rules,
      purpose: vote.purpose,
      openedAt: vote.openedAt.toISOString(),
      closedAt: vote.closesAt.toISOString(),
    },
    tally: { winners: ballots.slice(0, 1).map(({ choice }) => vote.options[Number(choice)] ?? ''), rounds: [], tie: null },
    verdict: 'decided',
    hash: 'h',
    signature: { algorithm: 'Ed25519', publicKey: '', value: '' },
  };
}
