import { createSigning } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { toHex } from '../../core/hex.ts';
import { NetworkId, VoteId } from '../../core/ids.ts';
import { beforeFirst, signEntry } from '../../core/ledger/entry.ts';
import type { LedgerEntry, UnsignedEntry } from '../../core/ledger/entry.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { countVote } from '../../core/voting/count.ts';
import type { Evidence } from './evidence.ts';
import { nameOf, optionName } from './log-book.ts';
import type { Attempt, DirectMessage, Heard, LogBook } from './log-book.ts';

/** Evidence that a test may change in one place. */
export type OpenEvidence = {
  book: LogBook;
  database: {
    -readonly [Table in keyof Database]: Database[Table] extends readonly (infer Row)[]
      ? { -readonly [Member in keyof Row]: Row[Member] }[]
      : Database[Table];
  };
  outcomes: Map<string, unknown>;
  discord: { spaces: Map<string, string[]>; direct: DirectMessage[] };
  wrong: string[];
};
type Database = Evidence['database'];

const signing = createSigning(new Uint8Array(32).fill(7));
const network = NetworkId.parse('6f0f4f3e-0a3c-4f0e-9d55-0d8a1a2b3c4d');
export const soundVote = VoteId.parse('0b7ad0a2-4a0f-4a37-8d3c-3f2f5f4c5b6a');
export const tags = { ada: 'AAAAA-AAAAA', bob: 'BBBBB-BBBBB', eve: 'EEEEE-EEEEE' };
type Name = keyof typeof tags;

/**
 * A storm after which all is well, with everything that is strange and allowed. Vote #1: ada's third try had an effect that she
 * never heard of; bob withdrew unheard, which was told to him directly; eve was refused. The vote was opened without an answer.
 */
export function soundEvidence(): OpenEvidence {
  const attempts = [
    attempt('ada', 0, 'receipt'),
    attempt('ada', 1, 'silence'),
    attempt('ada', 2, 'silence'),
    attempt('bob', 0, 'receipt'),
    attempt('bob', null, 'receipt', true),
    attempt('bob', 2, 'receipt'),
    attempt('bob', null, 'receipt'),
    attempt('eve', 0, 'refused'),
  ].map((each, place) => ({ ...each, event: String(100 + place) }));
  const outcome = sealedOutcome([{ tag: tags.ada, choice: 2 }]);
  const taken = attempts.filter(({ choice, person }) => !(person === 'ada' && choice === 1)).map(({ event }) => event);
  return {
    book: {
      attempts,
      openings: [{ event: '99', question: 'Storm question 1', heard: { kind: 'silence' } }],
      events: new Set(['99', ...attempts.map(({ event }) => event)]),
    },
    database: {
      votes: [{ id: soundVote, number: 1, question: 'Storm question 1', status: 'closed' }],
      electors: (['ada', 'bob'] as const).map((person) => ({ vote: 1, person, tag: tags[person] })),
      ballots: [ballot('ada', 0), ballot('bob', 0), ballot('bob', null), ballot('ada', 2), ballot('bob', 2), ballot('bob', null)],
      inbox: ['99', ...taken],
      outbox: ['99', ...taken].map((event) => ({ key: `answer/discord//${event}`, status: 'sent', reason: null })),
      ledger: history([
        { kind: 'vote.opened', body: { vote: soundVote, number: 1 } },
        { kind: 'vote.closed', body: { vote: soundVote, number: 1, hash: outcome.hash } },
      ]),
      publicKey: toHex(signing.publicKey),
    },
    outcomes: new Map([[soundVote, outcome]]),
    discord: {
      spaces: new Map(
        ['general', 'second'].map((space) => [
          space,
          ['Vote #1 is over\nall figures elsewhere', 'Vote #1 is over\nFingerprint of the outcome: abc', 'Welcome!'],
        ]),
      ),
      direct: [{ person: 'bob', text: `I was too slow. Your ballot in vote #1 is withdrawn. It was: c1.\nReceipt: ${tags.bob}` }],
    },
    wrong: [],
  };
}

/** The outcome of vote #1 with these ballots, counted and sealed as it should be. */
export function sealedOutcome(ballots: { tag: string; choice: number }[]): Bundle {
  const rules = { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' } as const;
  const at = { openedAt: new Date('2026-11-24T12:00:00Z'), closesAt: new Date('2026-11-24T12:01:00Z') };
  const options = Array.from({ length: 5 }, (_, place) => optionName(place));
  const question = 'Storm question 1';
  const vote = {
    id: soundVote,
    network,
    number: 1,
    question,
    options,
    method: 'single',
    rules,
    purpose: null,
    openedBy: null,
    bundle: null,
    ...at,
  };
  const closing = {
    vote: { ...vote, status: 'closed' as const },
    network: { id: network, name: 'Storm', console: false },
    electors: 2,
    ballots,
  };
  return countVote(closing, { hashing, signing });
}

export function history(facts: readonly Pick<UnsignedEntry, 'kind' | 'body'>[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const fact of facts) {
    const place = { network, sequence: entries.length + 1, previous: entries.at(-1)?.hash ?? beforeFirst };
    entries.push(signEntry({ ...fact, ...place, at: '2026-11-24T12:00:00.000Z' }, { hashing, signing }));
  }
  return entries;
}

export function ballot(person: Name, choice: number | null): Evidence['database']['ballots'][number] {
  return { vote: 1, person, choice };
}

function attempt(person: Name, choice: number | null, kind: Heard['kind'], isDirect = false): Omit<Attempt, 'event'> {
  const receipt = { kind: 'receipt', receipt: tags[person], vote: 1, choice: nameOf(choice), isDirect } as const;
  const heard = kind === 'receipt' ? receipt : kind === 'refused' ? { kind, words: 'No.' } : { kind };
  return { person, vote: 1, choice, heard };
}
