import type { Message } from '../text/text.ts';
import type { Reader } from './translator.ts';

/**
 * What the console shows, kept: a terminal that attaches later sees what it missed. Messages stand in an order of
 * positions; one that is changed moves to the end.
 */
export type ConsoleBoard = {
  /** Puts a message up, once per key. Returns its id; of a key that was there already, the id of then. */
  readonly post: (message: NewConsoleMessage) => Promise<string>;
  /** Puts another message in its place. False: it does not stand there any more. */
  readonly replace: (id: string, message: Pick<NewConsoleMessage, 'message' | 'reader'>) => Promise<boolean>;
  /** What somebody has not read yet, from a position on: oldest first, at most `limit`. */
  readonly unread: (attached: Attached, after: bigint, limit: number) => Promise<readonly ConsoleMessage[]>;
  /** Where somebody reads on. Who was never there begins at the end, with the latest that was said to everybody. */
  readonly arrive: (attached: Attached) => Promise<{ readonly after: bigint; readonly recent: readonly ConsoleMessage[] }>;
  /** Remembers how far somebody has read; never less far than before. */
  readonly seen: (attached: Attached, position: bigint) => Promise<void>;
  /** Whether something for somebody is on its way that is not on the board yet. */
  readonly isExpecting: (attached: Attached) => Promise<boolean>;
  /** Calls `wake` when something new stands there, with whom it is for, null when that is not known. Until the returned function is called. */
  readonly watch: (wake: (to: Addressed | null) => void) => () => Promise<void>;
};

/** For whom a message is: room alone, everybody there; room and account, that account there; account alone, wherever it is. */
export type Addressed = { readonly room: string | null; readonly account: string | null };

/** Somebody in a room: the platform's id of the account. */
export type Attached = { readonly account: string; readonly room: string };

export type NewConsoleMessage = Addressed & {
  /** Derived from meaning. */
  readonly key: string;
  /** The id of the line that it answers; null for what nobody asked. */
  readonly event: string | null;
  /** The name of who said that line, where others see the answer too; else null. */
  readonly asker: string | null;
  readonly message: Message;
  readonly reader: Reader;
};

export type ConsoleMessage = Omit<NewConsoleMessage, 'key' | 'message'> & {
  readonly position: bigint;
  /** Where it stood when it was posted: less than `position` once it was changed. */
  readonly posted: bigint;
  /** Null when another release wrote it and this one cannot read it. */
  readonly message: Message | null;
};
