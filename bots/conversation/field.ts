import type { MessageId } from '../../core/messages/en/index.ts';

/**
 * What a command asks for. The kinds are a closed union: a platform's encoder switches over them and ends in
 * `satisfies never`, so that a new kind makes the compiler point at every platform that lacks it.
 * How each kind is read from words stands in read-field.ts.
 */
export type Field =
  | (Ask & { readonly kind: 'line'; readonly maxLength: number })
  | (Ask & { readonly kind: 'paragraph'; readonly maxLength: number })
  /** Several short texts: "A, B, C". */
  | (Ask & { readonly kind: 'list'; readonly minItems: number; readonly maxItems: number; readonly maxLength: number })
  /** One of a few fixed words. */
  | (Ask & { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: MessageId }[] })
  | (Ask & { readonly kind: 'integer'; readonly min: number; readonly max: number })
  /** "#3" or "3": the number by which a network calls one of its things. */
  | (Ask & { readonly kind: 'number-sign' })
  /** "2d", "1 h 30 min", "until Friday 18:00": milliseconds. */
  | (Ask & { readonly kind: 'duration'; readonly min: number; readonly max: number })
  /** A moment in people's words and their own zone: "tomorrow 6pm", "2026-12-01 18:00". */
  | (Ask & { readonly kind: 'moment' })
  /** A member, by the name shown. */
  | (Ask & { readonly kind: 'person' })
  | (Ask & { readonly kind: 'time-zone' })
  | (Ask & { readonly kind: 'language' })
  /** "22:00-07:00", or "off". */
  | (Ask & { readonly kind: 'quiet-hours' })
  | (Ask & { readonly kind: 'flag' });

export type Ask = {
  /** The question put to a person, and the label on a form. */
  readonly ask: MessageId;
  /** Left out: not asked, and undefined in the input. */
  readonly optional?: true;
  /** For an optional field: what happens when it is left out, for help. */
  readonly otherwise?: MessageId;
  /** Only by name (`--for 2d`), never by position. */
  readonly named?: true;
  /** What to offer while it is typed, where the platform can; time zones and languages offer theirs anyway. */
  readonly suggest?: Suggested;
};

/** What can be offered: each kind is found by the feature that knows it. */
export type Suggested = 'network' | 'vote' | 'vote-option' | 'candidate' | 'rule' | 'rule-value' | 'time-zone' | 'language';

export type Fields = { readonly [name: string]: Field };

/** What `run` receives for a field. */
export type FieldValue<F extends Field> = F extends {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: infer Value extends string }[];
}
  ? Value
  : F['kind'] extends 'list'
    ? readonly string[]
    : F['kind'] extends 'integer' | 'number-sign' | 'duration'
      ? number
      : F['kind'] extends 'moment'
        ? Date
        : F['kind'] extends 'flag'
          ? boolean
          : string;

export type Input<Fs extends Fields> = {
  readonly [Name in keyof Fs]: Fs[Name] extends { readonly optional: true } ? FieldValue<Fs[Name]> | undefined : FieldValue<Fs[Name]>;
};
