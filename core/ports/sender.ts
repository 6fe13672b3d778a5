import type { Slot } from '../digest/slot.ts';
import type { CaseId, NetworkId, VoteId } from '../ids.ts';
import type { Message } from '../text/text.ts';
import type { Reader } from './translator.ts';

/** Carries deliveries out of the outbox: one per platform, and one for the durable processes. */
export type Sender = {
  /** At least once from the relay's side; showing it once is the sender's work (nonce, reading back, workflow id). */
  readonly send: (delivery: Delivery) => Promise<Sent>;
  /** It has no way to write to one person alone: whoever has an account elsewhere too is told there. */
  readonly isPublic?: true;
};

/** One row of the outbox, opened: what to send. */
export type Delivery = {
  /** Derived from meaning; the same key sent twice must show once. */
  readonly key: string;
  readonly installation: string;
  /** How often it was tried before. Above 0 the sender looks whether it stands there already. */
  readonly attempts: number;
  readonly task: MessageTask | ProcessTask;
};

export type MessageTask = {
  readonly kind: 'message';
  readonly message: Message;
  readonly reader: Reader;
  readonly target:
    | { readonly kind: 'answer'; readonly to: AnswerAddress; readonly audience: Audience }
    /** A new message in a space; in the thread of it that caused it, where there is one. */
    | { readonly kind: 'post'; readonly place: string; readonly thread?: string }
    /** In place of an earlier message of ours. */
    | { readonly kind: 'edit'; readonly place: string; readonly externalId: string }
    /** Privately to one person, by the platform's id of the account. */
    | { readonly kind: 'direct'; readonly account: string };
};

export type ProcessTask =
  | { readonly kind: 'start-vote'; readonly network: NetworkId; readonly vote: VoteId }
  | { readonly kind: 'vote-changed'; readonly network: NetworkId; readonly vote: VoteId }
  | { readonly kind: 'start-jury'; readonly network: NetworkId; readonly case: CaseId }
  /** A space is told at this slot: it must have a schedule. */
  | { readonly kind: 'digest-slot'; readonly slot: Slot };

/** How to answer one event: an interaction's token, a message to reply to. Only its platform reads it; sealed at rest. */
export type AnswerAddress = { readonly [name: string]: string };

/** Who sees an answer, where the platform can tell them apart. */
export type Audience = 'author' | 'everyone';

export type Sent =
  /** `externalId`: the platform's id of a new message, null where there is none. */
  | { readonly kind: 'sent'; readonly externalId: string | null }
  /** Not now: again after so many milliseconds (Retry-After); the route or the whole platform waits. */
  | { readonly kind: 'later'; readonly after: number; readonly scope: 'route' | 'platform' }
  /** Never: it is set aside with the reason, and blocks nothing. */
  | { readonly kind: 'impossible'; readonly reason: string };
