import type { MessageId } from '../messages/en/index.ts';

/**
 * The neutral text tree: what the network says, before any platform or language.
 * It is plain JSON (it waits in the outbox), every platform renders it, and nothing passes through raw:
 * words that a person wrote are always values or quotes, never markup.
 */
export type Text = readonly Block[];

/** The inlines of one block stand one after the other, with a space between two. */
export type Block =
  /** `openly`: what is said instead where everybody reads it, because the rest is its reader's secret. */
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[]; readonly openly?: readonly Inline[] }
  | { readonly kind: 'heading'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  /** Horizontal bars; `share` is 0..1 and only draws, the figure that counts is in `value`. */
  | { readonly kind: 'bars'; readonly rows: readonly { label: string; value: string; share: number }[] }
  | { readonly kind: 'preformatted'; readonly text: string };

export type Inline =
  | Sentence
  /** A person's own words. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Something to type or to copy, exactly. */
  | { readonly kind: 'code'; readonly text: string }
  /** Something to say to us, in the text grammar: each platform shows how it is said there. */
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'strong'; readonly inlines: readonly Inline[] }
  /** A link of ours; never one that a person wrote. */
  | { readonly kind: 'link'; readonly url: string; readonly label: Sentence };

/** A message of the catalogue, filled with values. */
export type Sentence = { readonly kind: 'sentence'; readonly id: MessageId; readonly values?: Readonly<Record<string, Value>> };

/**
 * Strings are shown as they are (escaped), moments in the reader's own zone, natively where the platform can, commands as they
 * are said on the platform.
 */
export type Value = string | number | { readonly moment: string } | { readonly command: string } | Sentence;

/** What a reader can do with a message. `say` is the command in words that does exactly the same, at most 90 characters. */
export type Action =
  | { readonly kind: 'button'; readonly label: Label; readonly say: string; readonly weight?: 'primary' | 'plain' | 'danger' }
  | { readonly kind: 'select'; readonly prompt: Sentence; readonly options: readonly { readonly label: Label; readonly say: string }[] }
  /** Several of the options at once: in what is said the words of the chosen ones, with commas between, stand in place of "…". */
  | {
      readonly kind: 'several';
      readonly prompt: Sentence;
      readonly say: string;
      readonly options: readonly { readonly label: Label; readonly word: string }[];
    }
  /**
   * Asks the rest of a command in one form, where the platform has forms; elsewhere the questions come one by one.
   * `opens`: at once (where it can be the answer itself), or only on a click, because what is said must be read before.
   */
  | {
      readonly kind: 'form';
      readonly command: string;
      readonly answers: Readonly<Record<string, string>>;
      readonly opens?: 'on-click';
    };

/** What stands on a button: ours, or a person's words (an option's name). */
export type Label = Sentence | { readonly kind: 'quote'; readonly text: string };

/**
 * A whole message: what is said and what can be done with it. `secret`: it is for its reader alone, so where
 * nothing can be shown to one person alone, it is not shown.
 */
export type Message = { readonly text: Text; readonly actions?: readonly Action[]; readonly status?: Status; readonly secret?: true };

/** How the thing stands that a message tells of, for platforms that show it natively too: in a title, a label, a check. */
export type Status = {
  /** What kind of thing, as people call it: "vote". */
  readonly thing: string;
  /** "#3" within its network. */
  readonly number: number;
  /** A person's own words. */
  readonly title: string;
  /** "passed" and "rejected" are said of proposals, "decided" of a choice, "undecided" where neither came of it. */
  readonly state: 'open' | 'counting' | 'passed' | 'rejected' | 'decided' | 'undecided' | 'cancelled';
};

export function say(id: MessageId, values?: Readonly<Record<string, Value>>): Sentence {
  return values === undefined ? { kind: 'sentence', id } : { kind: 'sentence', id, values };
}

export function paragraph(...inlines: readonly Inline[]): Block {
  return { kind: 'paragraph', inlines };
}

/** A paragraph of which only so much is said where everybody reads it. */
export function discreetly(inlines: readonly Inline[], openly: readonly Inline[]): Block {
  return { kind: 'paragraph', inlines, openly };
}

/** The commonest message: one paragraph per sentence. */
export function message(...sentences: readonly Sentence[]): Message {
  return { text: sentences.map((sentence) => paragraph(sentence)) };
}

/** A command as a value, in the text grammar: "vote list", "join NAME". */
export function commandLine(words: string): { readonly command: string } {
  return { command: words };
}

/** A moment as a value: ISO 8601 in UTC, rendered in the reader's zone. */
export function moment(date: Date): { readonly moment: string } {
  return { moment: date.toISOString() };
}
