import type { ActionsBlockElement, Button, KnownBlock, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { say } from '../../core/text/text.ts';
import type { Action, Label } from '../../core/text/text.ts';
import type { AskedForm } from './asked-form.ts';
import type { Input } from './envelope.ts';
import { label } from './escape.ts';
import type { Speaker } from './rich-text.ts';

/** Slack's limits (Block Kit reference). */
const buttonsPerBlock = 25;
const optionsPerSelect = 100;
const optionLabel = 75;
const longestValue = 150;
const longestButtonValue = 2_000;

/** Where the chosen words stand in what `several` says. */
const slot = '…';

/** What a click meant. */
export type Click =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'form'; readonly command: string; readonly answers: Readonly<Record<string, string>> }
  /** A button beside a list in which nothing is ticked. */
  | { readonly kind: 'nothing-chosen' }
  /** A list that was changed: only its button says something. */
  | { readonly kind: 'ticked' };

/**
 * Buttons and lists. A click carries the words that it says; the action's id only tells clicks of one message apart, and `from`
 * those of several messages that stand in one view.
 */
export function encodeActions(actions: readonly Action[], speaker: Speaker, from = 0): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let row: ActionsBlockElement[] = [];
  const said = new Set<string>();
  const add = (...elements: readonly ActionsBlockElement[]): void => {
    for (const element of elements) {
      if (row.length === 0 || row.length === buttonsPerBlock) {
        row = [];
        blocks.push({ type: 'actions', block_id: `actions-${from + blocks.length}`, elements: row });
      }
      row.push(element);
    }
  };
  for (const [index, action] of actions.entries()) {
    const place = from + index;
    switch (action.kind) {
      case 'button':
        if (said.has(action.say)) break;
        said.add(action.say);
        add(button({ id: `say-${place}`, text: labelOf(action.label, speaker), value: action.say, weight: action.weight }));
        break;
      case 'select':
        add(...select(action, place, speaker));
        break;
      case 'several':
        blocks.push(...several(action, place, speaker));
        row = [];
        break;
      case 'form':
        add(formButton(action, place, speaker));
        break;
      default:
        action satisfies never;
    }
  }
  return blocks;
}

type Pressed = {
  readonly action_id: string;
  readonly value?: string | null | undefined;
  readonly selected_option?: { value: string } | null | undefined;
};
type Values = Readonly<Record<string, Readonly<Record<string, Input>>>>;

/** Null when it is none of ours. `values`: what is chosen in the lists of the message. */
export function decodeClick({ action_id: id, value, selected_option: option }: Pressed, values: Values): Click | null {
  const [kind, place] = id.split('-');
  switch (kind) {
    case 'say':
      return value ? { kind: 'say', text: value } : null;
    case 'choose':
      return option?.value ? { kind: 'say', text: option.value } : null;
    case 'tick':
      return { kind: 'ticked' };
    case 'several': {
      const chosen = values[`several-${place}`]?.[`tick-${place}`]?.selected_options ?? [];
      if (!value) return null;
      if (chosen.length === 0) return { kind: 'nothing-chosen' };
      return { kind: 'say', text: value.replace(slot, () => chosen.map((each) => each.value).join(',')) };
    }
    case 'form': {
      const form = FormValue.safeParse(parse(value ?? ''));
      return form.success ? { kind: 'form', ...form.data } : null;
    }
    default:
      return null;
  }
}

const FormValue = z.object({ command: z.string(), answers: z.record(z.string(), z.string()).default({}) });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // refused by the schema
  }
}

type ButtonParts = {
  readonly id: string;
  readonly text: string;
  readonly value: string;
  readonly weight?: 'primary' | 'plain' | 'danger' | undefined;
};

function button({ id, text, value, weight }: ButtonParts): Button {
  const style = weight === 'primary' || weight === 'danger' ? { style: weight } : {};
  return { type: 'button', action_id: id, text: { type: 'plain_text', text, emoji: false }, value, ...style };
}

/** The button carries the form: it opens after any restart. Answers too long for it are asked again. */
function formButton({ command, answers }: AskedForm, place: number, { translator, reader }: Speaker): Button {
  const short = Object.entries(answers).toSorted(([, one], [, other]) => one.length - other.length);
  let kept: Record<string, string> = {};
  for (const [name, words] of short) {
    const more = { ...kept, [name]: words };
    if (JSON.stringify({ command, answers: more }).length > longestButtonValue) break;
    kept = more;
  }
  const text = label(translator.words(say('slack.open-form'), reader), optionLabel);
  return button({ id: `form-${place}`, text, value: JSON.stringify({ command, answers: kept }), weight: 'primary' });
}

/** Up to 100 options in one list, more in groups of 100. */
function select({ prompt, options }: Action & { kind: 'select' }, place: number, speaker: Speaker): ActionsBlockElement[] {
  const distinct = [...new Map(options.map((option) => [option.say, option])).values()].filter(
    (option) => option.say.length <= longestValue,
  );
  if (distinct.length === 0) return [];
  const rows = distinct.map((option) => choice(labelOf(option.label, speaker), option.say));
  const shared = {
    type: 'static_select' as const,
    action_id: `choose-${place}`,
    placeholder: { type: 'plain_text' as const, text: labelOf(prompt, speaker), emoji: false },
  };
  return [{ ...shared, ...grouped(rows) }];
}

/** A list to tick in, and a button that says what is ticked: a list alone would vote at every tick. */
function several({ prompt, options, say: said }: Action & { kind: 'several' }, place: number, speaker: Speaker): KnownBlock[] {
  if (options.length > optionsPerSelect) return [];
  const text = labelOf(prompt, speaker);
  const { translator, reader } = speaker;
  const send = label(translator.words(say('slack.send-choice'), reader), optionLabel);
  return [
    {
      type: 'section',
      block_id: `several-${place}`,
      text: { type: 'plain_text', text, emoji: false },
      accessory: {
        type: 'multi_static_select',
        action_id: `tick-${place}`,
        placeholder: { type: 'plain_text', text, emoji: false },
        options: options.map((option) => choice(labelOf(option.label, speaker), option.word)),
      },
    },
    {
      type: 'actions',
      block_id: `send-${place}`,
      elements: [button({ id: `several-${place}`, text: send, value: said, weight: 'primary' })],
    },
  ];
}

export function grouped(
  rows: PlainTextOption[],
): { options: PlainTextOption[] } | { option_groups: { label: { type: 'plain_text'; text: string }; options: PlainTextOption[] }[] } {
  if (rows.length <= optionsPerSelect) return { options: rows };
  const groups = Array.from({ length: Math.min(100, Math.ceil(rows.length / optionsPerSelect)) }, (_, part) =>
    rows.slice(part * optionsPerSelect, (part + 1) * optionsPerSelect),
  );
  return {
    option_groups: groups.map((options, part) => ({
      label: { type: 'plain_text', text: `${part * optionsPerSelect + 1}–${part * optionsPerSelect + options.length}` },
      options,
    })),
  };
}

export function choice(text: string, value: string): PlainTextOption {
  return { text: { type: 'plain_text', text, emoji: false }, value };
}

function labelOf(words: Label, { translator, reader }: Speaker): string {
  return label(words.kind === 'quote' ? words.text : translator.words(words, reader), optionLabel);
}
