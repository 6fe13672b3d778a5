import { z } from 'zod';

type Option = {
  readonly name: string;
  readonly type: number;
  readonly options?: readonly Option[] | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: string }[] | undefined;
  readonly max_length?: number | undefined;
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
};
export type SlashData = { readonly name: string; readonly options: SlashOption[] };
type SlashValue = string | number | boolean;
type SlashOption = { name: string; type: number; value?: SlashValue; options?: SlashOption[] };

const OptionShape: z.ZodType<Option> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.number(),
    options: z.array(OptionShape).optional(),
    choices: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    max_length: z.number().optional(),
    min_value: z.number().optional(),
    max_value: z.number().optional(),
  }),
);
export const RegisteredCommand = z.object({ name: z.string(), options: z.array(OptionShape) });
export type RegisteredCommand = z.infer<typeof RegisteredCommand>;

/**
 * What Discord's client makes of `/vote open question:"Which name?" options:A,B for:2d`: only what the bot registered can
 * be picked, in the types and within the bounds it was registered with.
 * @throws Error when the client would not offer it, or not send it.
 */
export function slashData(line: string, registered: readonly RegisteredCommand[]): SlashData {
  const command = registered.find(({ name }) => line.slice(1).split(/\s/)[0] === name);
  if (!command) throw new Error(`Discord offers no command for ${line}; there are /${registered.map(({ name }) => name).join(', /')}`);
  return { name: command.name, options: pick(line.slice(1 + command.name.length).trim(), command.options) };
}

function pick(rest: string, offered: readonly Option[]): SlashOption[] {
  const nested = offered.find(({ type, name }) => type <= 2 && rest.split(/\s/)[0] === name);
  if (nested) return [{ name: nested.name, type: nested.type, options: pick(rest.slice(nested.name.length).trim(), nested.options ?? []) }];
  if (offered.some(({ type }) => type <= 2)) throw new Error(`"${rest}" names none of ${offered.map(({ name }) => name).join(', ')}`);
  return [...valuesIn(rest, offered)].map(([name, words]) => {
    const option = offered.find((candidate) => candidate.name === name);
    if (!option) throw new Error(`Discord offers no option "${name}"; there are ${offered.map((each) => each.name).join(', ')}`);
    return { name, type: option.type, value: typed(words, option) };
  });
}

/** `name:words more words` or `name:"words"`, up to the next known name. */
function valuesIn(rest: string, offered: readonly Option[]): Map<string, string> {
  const names = offered.map(({ name }) => name).join('|') || '(?!)';
  const unknown = /^([\w-]+):/.exec(rest);
  if (unknown?.[1] && !offered.some(({ name }) => name === unknown[1])) throw new Error(`Discord offers no option "${unknown[1]}"`);
  const pattern = new RegExp(`(?:^|\\s)(${names}):(?:"([^"]*)"|(.*?))(?=\\s(?:${names}):|$)`, 'gsu');
  return new Map([...rest.matchAll(pattern)].map((match) => [match[1] ?? '', match[2] ?? match[3] ?? '']));
}

function typed(words: string, { name, type, choices, max_length: longest, min_value: least, max_value: most }: Option): SlashValue {
  if (type === 5) return words === 'true' || words === 'yes';
  if (type === 4) {
    const number = Number(words);
    const inRange = Number.isInteger(number) && number >= (least ?? -Infinity) && number <= (most ?? Infinity);
    if (!inRange) throw new Error(`Discord sends no ${words} as "${name}"`);
    return number;
  }
  if (words.length > (longest ?? 6_000)) throw new Error(`Discord sends no ${words.length} characters as "${name}"`);
  if (choices === undefined) return words;
  const chosen = choices.find((choice) => choice.value === words || choice.name === words);
  if (!chosen) throw new Error(`Discord offers no "${words}" for "${name}"; there are ${choices.map((choice) => choice.name).join(', ')}`);
  return chosen.value;
}
