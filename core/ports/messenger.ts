import type { NetworkId, PersonId, VoteId } from '../ids.ts';
import type { CaseRef } from './moderation.ts';
import type { Message } from '../text/text.ts';

/** What leaves the network for people: rows of the outbox, written in the running transaction, sent afterwards. */
export type Messenger = {
  /**
   * Says something in every space of a network. `subject` names it for good ("vote:<id>"): the first time it is posted,
   * later calls with the same subject edit it in place. `occasion` makes the key unique per meaning ("opened", "closed").
   */
  readonly post: (network: NetworkId, post: { subject: string; occasion: string; message: Message }) => Promise<void>;
  /** Tells one person privately, on the account they used last. */
  readonly tell: (person: PersonId, note: { occasion: string; message: Message }) => Promise<void>;
};

/** The durable processes, asked through the outbox so that asking is part of the transaction. */
export type Processes = {
  readonly startVote: (vote: { network: NetworkId; vote: VoteId }) => Promise<void>;
  /** Tells the running process to read the vote's deadline and status again. `occasion` makes the signal unique. */
  readonly voteChanged: (vote: { network: NetworkId; vote: VoteId; occasion: string }) => Promise<void>;
  /** Brings a jury to its verdict: who is silent is replaced in time. */
  readonly startJury: (jury: CaseRef) => Promise<void>;
};
