import { randomBytes, randomUUID } from 'node:crypto';
import { createSigning, generatePrivateKey } from '../../../adapters/crypto/ed25519.ts';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import type { PortParts } from '../../../adapters/postgres/ports.ts';
import { createGuessLimit } from '../../../core/people/guess-limit.ts';
import type { Closing } from '../../../core/ports/lifecycle.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';

const clock = { now: () => new Date() };

export const parts: PortParts = {
  clock,
  hashing,
  randomness: { bytes: (length) => randomBytes(length), uuid: randomUUID },
  signing: createSigning(generatePrivateKey()),
  guesses: createGuessLimit({ clock }),
  pages: { ofVote: () => null },
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
