import type { PlatformName } from '../../core/ids.ts';
import type { AnswerAddress } from '../../core/ports/sender.ts';

/**
 * What a platform delivers, verified, bounded and normalised by its receive and decode.
 * The one promise: it is acknowledged only after it was committed, and has exactly one effect.
 */
export type Event = {
  readonly platform: PlatformName;
  /** Which installation of the bot heard it; "" where the platform's ids are global. */
  readonly installation: string;
  /** The platform's id of the event: with platform and installation the inbox key. */
  readonly id: string;
  /** When the platform says it happened. */
  readonly at: Date;
  /**
   * It may come behind what its author said later: it is delivered again, was read back, or the platform promises no order. What stands
   * for what was said last, a ballot, is then taken only if nothing later was.
   */
  readonly outOfTurn?: true;
  readonly author: { readonly externalId: string; readonly displayName: string };
  readonly place: Place;
  readonly said: Said;
  /** How to answer this very event. Opaque to everybody but the platform. */
  readonly answerTo: AnswerAddress;
};

export type Place = {
  /** The channel, room, repository or direct conversation. */
  readonly externalId: string;
  /** A direct conversation belongs to no network: the person is asked which. */
  readonly private: boolean;
  /** Which thread of it (an issue of a repository), where threads are no places of their own. What is announced because of it stands there. */
  readonly thread?: string;
  /** Whether the author holds the platform's own right to manage this place, now. */
  readonly managed: boolean;
};

export type Said =
  /**
   * A line of the text grammar, or the answer to a question. `clicked`: it is the `say` of an action of ours, so that a
   * command in it is never taken for an answer.
   */
  | { readonly kind: 'text'; readonly text: string; readonly clicked?: true }
  /**
   * A command with its fields already apart (slash command, form): field name -> words. `once`: it cannot be shown again (an issue that
   * was opened by a form), so that what is missing or wrong is asked question by question.
   */
  | { readonly kind: 'fields'; readonly command: string; readonly answers: Readonly<Record<string, string>>; readonly once?: true };
