import type { AccountId, PersonId, PlatformName } from '../../core/ids.ts';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { Network } from '../../core/ports/networks.ts';
import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import type { Place } from './event.ts';
import type { Fields, Input } from './field.ts';

/**
 * Something that people can say, described once as data. Every platform's slash commands, forms, help and the text
 * grammar come from it; only `dispatch` calls `run`.
 */
export type Command<Fs extends Fields = Fields, Ports = never, N extends Needs = Needs> = {
  /** As said: "vote open". The first word is the feature. */
  readonly name: string;
  readonly summary: MessageId;
  /** A whole line that works, for help. */
  readonly example: string;
  /**
   * "anyone": runs without a network; "network": runs in one (asked for in a direct conversation);
   * "member": in one, by a member.
   */
  readonly needs: N;
  /** Words after its name are the network's: "network show Night Bakers". Else the network is only named as an option. */
  readonly takesNetwork?: true;
  /** What it brings about, where people ask for that by a form of the platform's own (an issue form): "vote". */
  readonly creates?: string;
  /**
   * It can be begun from somebody's message, in the menu that platforms have on messages: what the entry is called (at most 24
   * characters), and the field that the words of the message are put into, or the number that they begin with.
   */
  readonly fromMessage?: { readonly label: MessageId; readonly field: string };
  /** In the order in which they are given by position and asked. */
  readonly fields: Fs;
  /** Throws a Refusal to refuse. Everything it does through ports is one transaction with the event's inbox row. */
  readonly run: (call: Call<Fs, N>, ports: Ports) => Promise<Reply>;
};

export type Needs = 'anyone' | 'network' | 'member';

export type Call<Fs extends Fields = Fields, N extends Needs = Needs> = {
  readonly input: Input<Fs>;
  readonly person: PersonId;
  readonly account: AccountId;
  readonly platform: PlatformName;
  readonly installation: string;
  readonly place: Place;
  readonly reader: Reader;
  /** When the platform says it was said. */
  readonly at: Date;
  /** It may come behind what its author said later (see Event). */
  readonly outOfTurn?: true;
  readonly network: N extends 'anyone' ? Network | null : Network;
};

export type Reply = Message & {
  /** Whether only the author sees the answer, where the platform can. Default: only the author. */
  readonly audience?: 'author' | 'everyone';
};

/** Keeps the types of fields and ports together; does nothing else. */
export function defineCommand<const Fs extends Fields, Ports, const N extends Needs>(
  command: Command<Fs, Ports, N>,
): Command<Fs, Ports, N> {
  return command;
}

/** Any command, for lists. */
export type AnyCommand = Omit<Command, 'run'> & {
  // oxlint-disable-next-line typescript/no-explicit-any -- fields and ports vary, and only dispatch joins them again
  readonly run: (call: any, ports: any) => Promise<Reply>;
};

/**
 * The ports that a list of commands needs together: `PortsOf<(typeof commands)[number]>`. A command that takes none
 * adds nothing. The list must keep its types (no `AnyCommand[]`), else nothing is checked.
 */
export type PortsOf<C extends AnyCommand> = (C extends AnyCommand ? (ports: Parameters<C['run']>[1]) => void : never) extends (
  ports: infer Ports,
) => void
  ? Ports
  : never;
