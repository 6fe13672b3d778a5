import type { JsonValue } from '../../core/canonical-json.ts';
import type { Charter } from '../../core/charter/charter.ts';
import type { AccountId, CaseId, NetworkId, PersonId, PlatformName, SpaceId, VoteId } from '../../core/ids.ts';
import type { Digest } from '../../core/ports/digests.ts';
import type { Draft } from '../../core/ports/intake.ts';
import type { Case, Juror } from '../../core/ports/moderation.ts';
import type { CharterVersion, MemberStatus, Network, Space } from '../../core/ports/networks.ts';
import type { PersonSettings } from '../../core/ports/people.ts';
import type { Vote } from '../../core/ports/votes.ts';
import type { Message } from '../../core/text/text.ts';

/** Everything that the fakes remember: plain values, so that a transaction is a copy, and undoing it puts the copy back. */
export type State = {
  now: Date;
  count: number;
  persons: { id: PersonId; settings: PersonSettings }[];
  accounts: StoredAccount[];
  /** When each account said something last. */
  heard: { account: AccountId; first: Date; at: Date }[];
  networks: (Network & { charter: Charter })[];
  charters: (CharterVersion & { network: NetworkId })[];
  memberships: { network: NetworkId; person: PersonId; status: Exclude<MemberStatus, 'none'> }[];
  exclusions: { network: NetworkId; account: AccountId }[];
  vouches: { network: NetworkId; candidate: PersonId; voucher: PersonId }[];
  spaces: (Space & { network: NetworkId })[];
  votes: Vote[];
  electors: { vote: VoteId; person: PersonId; tag: string; active: boolean }[];
  ballots: { vote: VoteId; account: AccountId; choice: JsonValue | null; castAt: Date }[];
  linkCodes: { code: string; account: AccountId; expiresAt: Date; holder?: string }[];
  ledger: { network: NetworkId; kind: string; body: JsonValue }[];
  /** What was said in every space: a later message of a subject stands in place of the earlier one. */
  posts: { key: string; subject: string; place: string; message: Message }[];
  /** What persons were told privately. */
  notes: { key: string; person: PersonId; message: Message }[];
  digests: StoredDigest[];
  cases: Case[];
  requests: { case: CaseId; person: PersonId; reason: string | null; at: Date }[];
  jurors: (Juror & { case: CaseId })[];
  inbox: string[];
  drafts: { account: AccountId; conversation: string; draft: Draft }[];
};

export type StoredDigest = { space: SpaceId; digest: Digest };

export type StoredAccount = {
  id: AccountId;
  person: PersonId;
  platform: PlatformName;
  externalId: string;
  displayName: string;
};

/** Where the fakes keep their state; `state` is replaced as a whole when a transaction is undone. */
export type Memory = { state: State };

export function createMemory(now: Date): Memory {
  return {
    state: {
      now,
      count: 0,
      persons: [],
      accounts: [],
      heard: [],
      networks: [],
      charters: [],
      memberships: [],
      exclusions: [],
      vouches: [],
      spaces: [],
      votes: [],
      electors: [],
      ballots: [],
      linkCodes: [],
      ledger: [],
      posts: [],
      notes: [],
      digests: [],
      cases: [],
      requests: [],
      jurors: [],
      inbox: [],
      drafts: [],
    },
  };
}

/** All of it or nothing. */
export async function transact<R>(memory: Memory, work: () => Promise<R>): Promise<R> {
  const before = structuredClone(memory.state);
  try {
    return await work();
  } catch (error) {
    memory.state = before;
    throw error;
  }
}

/** The next id, the same in every run: the count stands in front, where short forms of ids differ. */
export function nextId(memory: Memory): string {
  memory.state.count += 1;
  return `${String(memory.state.count).padStart(8, '0')}-0000-4000-8000-000000000000`;
}
