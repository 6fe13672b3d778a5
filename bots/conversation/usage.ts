import type { AnyCommand } from './command.ts';
import type { Field } from './field.ts';

/** How a command is written: `vote cast [NUMBER] OPTION`. Small words are typed as they are, [ ] may be left out. */
export function usageOf(command: AnyCommand): string {
  const fields = Object.entries<Field>(command.fields);
  const isNamed = ([, field]: [string, Field]): boolean => field.named === true || field.kind === 'flag';
  return [
    command.name,
    ...fields.filter((field) => !isNamed(field)).map(([name, field]) => bracketed(name.toUpperCase(), field)),
    ...fields.filter(isNamed).map(([name, field]) => bracketed(optionOf(name, field), field)),
  ].join(' ');
}

function optionOf(name: string, field: Field): string {
  if (field.kind === 'flag') return `--${name}`;
  if (field.kind === 'choice') return `--${name} ${field.options.map((option) => option.value).join('|')}`;
  return `--${name} ${valueNames[field.kind]}`;
}

/** What stands for a value; not words of a language, but of the grammar. */
const valueNames: Record<Exclude<Field['kind'], 'flag' | 'choice'>, string> = {
  line: 'TEXT',
  paragraph: 'TEXT',
  list: 'A,B,C',
  integer: 'N',
  'number-sign': '#N',
  duration: '2d',
  moment: 'TIME',
  person: 'NAME',
  'time-zone': 'CITY',
  language: 'LANGUAGE',
  'quiet-hours': '22:00-07:00',
};

const bracketed = (words: string, field: Field): string => (field.optional === true ? `[${words}]` : words);
