import { createSigning } from '../../../adapters/crypto/ed25519.ts';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import type { JsonValue } from '../../../core/canonical-json.ts';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import type { Closing } from '../../../core/ports/lifecycle.ts';

/** A key that every test signs with, and one of somebody else. */
export const instance = { hashing, signing: createSigning(new Uint8Array(32).fill(7)) };
export const stranger = { hashing, signing: createSigning(new Uint8Array(32).fill(8)) };

type Wish = {
  readonly question?: string;
  readonly options?: readonly string[];
  readonly method?: string;
  readonly quorum?: string;
  readonly threshold?: string;
  readonly electors?: number;
  readonly choices?: readonly JsonValue[];
};

/** A vote whose box was just closed: 5 of 9 voted, Blue leads 3 to 2. */
export function closedVote(wish: Wish = {}): Closing {
  const { question = 'Which colour?', options = ['Red', 'Blue', 'Dark Green'], method = 'single' } = wish;
  const { quorum = '1/4', threshold = '0/1', electors = 9, choices = [1, 0, 1, 0, 1] } = wish;
  const network = NetworkId.parse('6f0f4f3e-0a3c-4f0e-9d55-0d8a1a2b3c4d');
  return {
    network: { id: network, name: 'Bakers', console: false },
    vote: {
      id: VoteId.parse('0b7ad0a2-4a0f-4a37-8d3c-3f2f5f4c5b6a'),
      network,
      number: 3,
      question,
      options,
      method,
      rules: { charterVersion: 1, quorum, threshold, steer: 'opener' },
      purpose: null,
      status: 'closed',
      openedBy: null,
      openedAt: new Date('2026-11-24T12:00:00Z'),
      closesAt: new Date('2026-11-26T12:00:00Z'),
      bundle: null,
    },
    electors,
    ballots: choices.map((choice, place) => ({ tag: `TAG${String(place).padStart(2, '0')}-ABCDE`, choice })),
  };
}
