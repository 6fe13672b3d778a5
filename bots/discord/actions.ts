import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord-api-types/v10';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import type { Action, Label } from '../../core/text/text.ts';
import { shorten } from '../conversation/shown-text.ts';
import { plain } from './escape.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Discord's limits (Component Reference). */
const rowsPerMessage = 5;
const buttonsPerRow = 5;
const optionsPerSelect = 25;
const longestId = 100;

const sayPrefix = 'say:';
const severalPrefix = 'several:';
/** Where the chosen words stand in what `several` says. */
const slot = '…';

type Speaker = { readonly translator: Translator; readonly reader: Reader };
type Button = {
  readonly kind: 'button';
  readonly label: string;
  readonly id: string;
  readonly style: APIButtonComponentWithCustomId['style'];
};
type Select = {
  readonly kind: 'select';
  readonly prompt: string;
  readonly options: readonly APISelectMenuOption[];
  /** Its id, where several may be chosen at once. */
  readonly several?: string;
};
type Control = Button | Select;

/**
 * Buttons and selects as rows of components. A click carries the words that it says. What finds no place (more than five
 * rows) is left out: every action can be said in words too. `form` is the id of the button that opens a form, if one is wanted.
 */
export function encodeActions(actions: readonly Action[], speaker: Speaker, form: FormButton | null): Row[] {
  const controls = actions.flatMap((action) => controlsOf(action, speaker, form));
  return rowsOf(controls).slice(0, rowsPerMessage);
}

export type FormButton = { readonly id: string; readonly label: string };

/** The words that a click or a choice says; null when it is none of ours. */
export function decodeClick({ id, values }: { readonly id: string; readonly values: readonly string[] | undefined }): string | null {
  if (values === undefined) return saidBy(id);
  if (id.startsWith(severalPrefix))
    return values.length === 0 ? null : id.slice(severalPrefix.length).replace(slot, () => values.join(','));
  return saidBy(values[0] ?? '');
}

function saidBy(id: string): string | null {
  return id.startsWith(sayPrefix) ? id.slice(sayPrefix.length) : null;
}

function controlsOf(action: Action, speaker: Speaker, form: FormButton | null): Control[] {
  switch (action.kind) {
    case 'button':
      return sayable(action.say)
        ? [{ kind: 'button', label: labelOf(action.label, speaker, 80), id: sayPrefix + action.say, style: styleOf(action.weight) }]
        : [];
    case 'select':
      return selectsOf(action, speaker);
    case 'several':
      return severalOf(action, speaker);
    case 'form':
      return form === null ? [] : [{ kind: 'button', label: shorten(form.label, 80), id: form.id, style: ButtonStyle.Primary }];
    default:
      return action satisfies never;
  }
}

/** All of them at once or not at all: what is chosen in two lists would be said twice. */
function severalOf(action: Action & { kind: 'several' }, speaker: Speaker): Select[] {
  const { options, prompt, say } = action;
  if (options.length > optionsPerSelect || severalPrefix.length + say.length > longestId) return [];
  const ticks = options.map(({ label, word }) => ({ label: labelOf(label, speaker, 100), value: word }));
  const placeholder = shorten(plain(speaker.translator.words(prompt, speaker.reader)), 150);
  return [{ kind: 'select', prompt: placeholder, options: ticks, several: severalPrefix + say }];
}

/** One select per 25 options; the prompt of each says which part it holds. */
function selectsOf(action: Action & { kind: 'select' }, speaker: Speaker): Select[] {
  const prompt = speaker.translator.words(action.prompt, speaker.reader);
  const said = new Set<string>();
  const options: APISelectMenuOption[] = [];
  for (const option of action.options) {
    if (said.has(option.say) || !sayable(option.say)) continue;
    said.add(option.say);
    options.push({ label: labelOf(option.label, speaker, 100), value: sayPrefix + option.say });
  }
  const parts = Array.from({ length: Math.ceil(options.length / optionsPerSelect) }, (_, part) =>
    options.slice(part * optionsPerSelect, (part + 1) * optionsPerSelect),
  );
  return parts.map((part, index) => {
    const first = index * optionsPerSelect + 1;
    const range = parts.length === 1 ? '' : ` (${first}–${first + part.length - 1})`;
    return { kind: 'select', prompt: shorten(plain(prompt), 150 - range.length) + range, options: part };
  });
}

function rowsOf(controls: readonly Control[]): Row[] {
  const rows: { -readonly [Key in keyof Row]: Row[Key] }[] = [];
  const ids = new Set<string>();
  let buttons: APIComponentInMessageActionRow[] = [];
  for (const control of controls) {
    if (control.kind === 'select') {
      buttons = [];
      rows.push({ type: ComponentType.ActionRow, components: [selectMenu(control, rows.length)] });
      continue;
    }
    if (ids.has(control.id)) continue;
    ids.add(control.id);
    if (buttons.length === 0 || buttons.length === buttonsPerRow) {
      buttons = [];
      rows.push({ type: ComponentType.ActionRow, components: buttons });
    }
    buttons.push({ type: ComponentType.Button, style: control.style, label: control.label, custom_id: control.id });
  }
  return rows;
}

function selectMenu({ prompt, options, several }: Select, row: number): APIComponentInMessageActionRow {
  const bounds = several === undefined ? {} : { min_values: 1, max_values: options.length };
  return {
    type: ComponentType.StringSelect,
    custom_id: several ?? `choose:${row}`,
    placeholder: prompt,
    options: [...options],
    ...bounds,
  };
}

function labelOf(label: Label, { translator, reader }: Speaker, limit: number): string {
  const words = label.kind === 'quote' ? label.text : translator.words(label, reader);
  const line = plain(words).replace(/\s+/g, ' ').trim();
  return line === '' ? '…' : shorten(line, limit);
}

function sayable(say: string): boolean {
  return say !== '' && say.length + sayPrefix.length <= longestId;
}

function styleOf(weight: 'primary' | 'plain' | 'danger' | undefined): Button['style'] {
  switch (weight) {
    case 'primary':
      return ButtonStyle.Primary;
    case 'danger':
      return ButtonStyle.Danger;
    case 'plain':
    case undefined:
      return ButtonStyle.Secondary;
    default:
      return weight satisfies never;
  }
}
