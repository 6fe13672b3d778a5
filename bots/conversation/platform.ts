import type { PlatformName } from '../../core/ids.ts';
import type { StandingPost } from '../../core/ports/deleted-posts.ts';
import type { Route } from '../../core/ports/http.ts';
import type { Audience, Sender } from '../../core/ports/sender.ts';
import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import type { Event } from './event.ts';

/**
 * A platform, as the rest of the house sees it. Each stands in its own folder with the same file names:
 * receive, encode, decode, send, reconcile, set-up, lateness.
 */
export type Platform = Sender & {
  readonly name: PlatformName;
  /**
   * Connects and delivers events until stopped. Resolves when it hears. `missed` is called whenever something may have been lost,
   * as after a connection that could not be resumed: it is read back soon.
   * Rejects with a CoopError whose code ends in "-unreachable" for what may pass by itself: then it may be called again.
   */
  readonly start: (hear: Hear, missed?: () => void) => Promise<void>;
  readonly stop: () => Promise<void>;
  /**
   * Where it is called by HTTP (signed interactions, webhooks), on the one HTTP server of the role "bots". Each verifies its
   * signature itself, and answers 503 before the start, so that the platform tries again.
   */
  readonly routes?: readonly Route[];
  /** Only the process that hears it can send: the keys of its device are there. The role "bots" carries its messages then. */
  readonly sendsWhereItHears?: true;
  /**
   * Reads back what never arrived and takes it in; how many things that were. Platforms that lose nothing have none. Called every
   * `sweepEvery`, after `missed`, and before every final count.
   */
  readonly sweep?: () => Promise<number>;
  /** Milliseconds. Default 600,000. */
  readonly sweepEvery?: number;
  /**
   * Whether a message of ours still stands where it was posted; false only when it is sure that somebody else took it away. Asked after
   * a sweep. Platforms that are told of every deletion, however late, have none.
   */
  readonly stands?: (post: StandingPost) => Promise<boolean>;
  /** How long after a deadline events that happened before it may still arrive, in milliseconds. */
  readonly lateness: number;
  /** What the doctor says of it. */
  readonly examine: () => Promise<readonly Finding[]>;
};

/**
 * Commits the event and its effect; resolves after the commit with the answer to give at once,
 * or null for a duplicate. The same answer waits in the outbox until `answered` is called, so that
 * the relay gives it after a crash. Never rejects for anything that a person said.
 */
export type Hear = (event: Event) => Promise<Answer | null>;

export type Answer = {
  readonly message: Message;
  readonly audience: Audience;
  readonly reader: Reader;
  /** Says that the platform took the answer: the outbox row is done. */
  readonly answered: () => Promise<void>;
};

export type Finding = { readonly level: 'ok' | 'missing' | 'wrong'; readonly what: string; readonly advice?: string };
