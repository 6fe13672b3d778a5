import type { AccountId, PersonId, PlatformName } from '../ids.ts';
import type { Message } from '../text/text.ts';
import type { MemberStatus, Network } from './networks.ts';
import type { PersonSettings } from './people.ts';
import type { AnswerAddress, Audience } from './sender.ts';
import type { Reader } from './translator.ts';

/** What must be known of an event to take it in. */
export type IntakeEvent = {
  readonly platform: PlatformName;
  /** Which installation of the bot heard it; "" where the platform's ids are global. */
  readonly installation: string;
  /** The platform's id of the event: with platform and installation the inbox key. */
  readonly id: string;
  readonly author: { readonly externalId: string; readonly displayName: string };
  /** The platform's id of the channel, room, repository or direct conversation. */
  readonly conversation: string;
  /** Which thread of it: what the event makes us post in this place stands there. */
  readonly thread?: string;
};

/** Who said it and where, as the database knows it. A person who was never seen before is known from now on. */
export type Arrival = {
  readonly account: AccountId;
  readonly person: PersonId;
  readonly settings: Omit<PersonSettings, 'reminders'>;
  /** The network that the place is bound to; null in direct conversations and unbound places. */
  readonly network: Network | null;
  /** In that network. */
  readonly membership: MemberStatus;
  readonly draft: Draft | null;
  /** A draft that expired before this event: it is dropped now, and the person is told. */
  readonly expiredDraft?: Draft;
};

/** A command half said: the answers so far. It survives restarts, and expires with a note. */
export type Draft = {
  readonly command: string;
  /** Field name -> the words that the person gave. */
  readonly answers: Readonly<Record<string, string>>;
  /** The field that was asked last. */
  readonly asking: string;
  readonly expiresAt: Date;
};

/** What every event may need, bound to the running transaction. */
export type IntakePorts = {
  readonly drafts: {
    readonly keep: (draft: Draft) => Promise<void>;
    readonly drop: () => Promise<void>;
  };
  /** Queues the answer to this event; it leaves at once, or by the relay after a crash. Returns its outbox key. */
  readonly answer: (answer: { to: AnswerAddress; message: Message; audience: Audience; reader: Reader }) => Promise<string>;
};

/**
 * The door: ONE transaction for inbox row, effect and outbox rows.
 * Resolves after the commit with what `work` returned; null when the event was taken in before (nothing is done then), and
 * when nobody can tell whether it was taken in now: whatever was stored is answered from the outbox.
 * When `work` throws, nothing at all is stored and the error is passed on.
 */
export type Intake<Ports> = {
  readonly receive: <R>(
    event: IntakeEvent,
    work: (arrival: Arrival, ports: Ports & IntakePorts) => Promise<R>,
    /** When it reached the process, as performance.now() counts. What waited for its turn since then has that much less time. Default: now. */
    arrived?: number,
  ) => Promise<R | null>;
  /** The platform took an answer: its outbox row is done. */
  readonly answered: (key: string) => Promise<void>;
};
