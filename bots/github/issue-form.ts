import type { Translator } from '../../core/ports/translator.ts';
import { commandLine, message, paragraph, say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Said } from '../conversation/event.ts';
import { formFieldsOf } from './form-fields.ts';
import type { FormFields } from './form-fields.ts';
import { thingIn } from './label-names.ts';
import type { Spoken } from './spoken.ts';

/** An issue that was opened by a form of ours. */
export type IssueForm = {
  /** The same for every version of it: an issue starts its command once. */
  readonly key: string;
  /** What it asked for, as the answer quotes it. */
  readonly shown: string;
  /** Null where no command of ours brings such a thing about; then it is answered with this. */
  readonly said: Said | null;
  readonly refusal: Message;
};

/** Null for what is no such issue. */
export type ReadForm = (spoken: Spoken) => IssueForm | null;

/**
 * Reads an issue with the label "coop/vote" as the command that creates a vote. The label alone, which whoever triages may set, says
 * nothing for the author: the text must answer a question of the form.
 */
export function createReadForm(commands: readonly AnyCommand[], translator: Translator): ReadForm {
  const forms = new Map(
    commands.flatMap((command) =>
      command.creates === undefined ? [] : [[command.creates, { command, fields: formFieldsOf(command, translator) }] as const],
    ),
  );

  return ({ source, thread, labels, title, body }) => {
    if (title === null || !thread.startsWith('issue/') || !source.endsWith(thread)) return null;
    const things = labels.flatMap((label) => thingIn(label) ?? []);
    const thing = things.find((each) => forms.has(each)) ?? things[0];
    if (thing === undefined) return null;
    const form = forms.get(thing);
    const shared = {
      key: `form ${thing}`,
      shown: title,
      refusal: message(say('github.no-such-form', { thing, help: commandLine('help') })),
    };
    if (form === undefined) return { ...shared, said: null };
    const written = readSections(body, form.fields);
    if (written.size === 0) return null;
    const named = form.fields.title === null ? [] : [[form.fields.title, titleWords(title)] as const];
    const answers = Object.fromEntries([...named, ...written].filter(([, words]) => words !== ''));
    return { ...shared, said: { kind: 'fields', command: form.command.name, answers, once: true } };
  };
}

/** What was answered to a form. Where nothing came of it and nothing is asked, it says that the issue is spent. */
export function answeredToForm(answer: Message): Message {
  const isDone = answer.status !== undefined;
  const asks = answer.actions?.some((action) => action.kind === 'button' && action.say === 'cancel') === true;
  return isDone || asks ? answer : { ...answer, text: [...answer.text, paragraph(say('github.form-once'))] };
}

/**
 * "### Heading", an empty line, the answer: as GitHub writes a form down. Headings come in the order of the form, so that one which
 * somebody wrote into an answer stays there. Field -> words; "" for what was left out.
 */
function readSections(body: string, { inputs }: FormFields): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let next = 0;
  let open: { name: string; lines: string[] } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { name, lines } = open;
    const words = lines.join('\n').trim();
    const said = inputs.find((input) => input.name === name)?.options?.get(words) ?? words;
    found.set(name, words === noResponse ? '' : said);
  };
  for (const line of body.replace(/\r\n?/g, '\n').split('\n')) {
    const heading = /^### (.+?)\s*$/.exec(line)?.[1];
    const place =
      heading === undefined ? -1 : inputs.findIndex((input, index) => index >= next && folded(input.heading) === folded(heading));
    const input = inputs[place];
    if (input === undefined) {
      open?.lines.push(line);
      continue;
    }
    close();
    open = { name: input.name, lines: [] };
    next = place + 1;
  }
  close();
  return found;
}

/** How GitHub writes down what was not filled in. */
const noResponse = '_No response_';

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Without what templates of others put in front: "[Vote]: Which name?" */
function titleWords(title: string): string {
  return title.replace(/^\s*\[[^\]]{1,30}\]:?\s*/u, '').trim();
}
