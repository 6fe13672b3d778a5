import { nearest } from '../bots/conversation/suggestions.ts';
import { readEnvEntries } from './env-file.ts';

/** Something that nothing reads although somebody wrote it: misspelt, most likely. Shows no value. */
export type Oddity = { readonly what: string; readonly advice: string };

type Looked = {
  /** The text of `.env`; "" where there is none. */
  readonly file: string;
  /** The names of the environment's variables. */
  readonly environment: readonly string[];
  /** The names that we read. */
  readonly known: readonly string[];
};

/** In `.env`: lines that are no settings, names that come twice, names of ours that are misspelt. In the environment: the misspelt ones. */
export function findOddities({ file, environment, known }: Looked): readonly Oddity[] {
  const entries = readEnvEntries(file);
  const inFile = oursInFile(known);
  const names = entries.flatMap(({ kind, name }) => (kind === 'setting' ? [name] : []));
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at && known.includes(name)))];
  return [
    ...entries.flatMap(({ kind, line, text }) => (kind === 'other' ? [noSetting(line, text, known)] : [])),
    ...twice.map((name) => ({ what: `.env sets ${name} twice`, advice: 'keep one of the lines: the last one counts' })),
    ...[...new Set(names)].flatMap((name) => misspelt(name, known, inFile)),
    ...environment.filter((name) => !names.includes(name)).flatMap((name) => misspelt(name, known, oursAnywhere)),
  ];
}

/** Other programs read the environment too: what begins like this there is ours alone. */
const oursAnywhere = /^COOP_/;
/** Of a file that is ours more is expected: what begins as a name of ours does. */
const oursInFile = (known: readonly string[]): RegExp =>
  new RegExp(`^(?:${[...new Set(known.map((name) => name.split('_')[0]))].join('|')})_`, 'i');

function misspelt(name: string, known: readonly string[], ours: RegExp): readonly Oddity[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known, 1)[0] ?? known.find((other) => name.split('_').every((word) => other.split('_').includes(word)));
  if (!ours.test(name) && (near === undefined || ours === oursAnywhere)) return [];
  return [
    {
      what: `nothing reads the variable ${name}`,
      advice: near === undefined ? 'see the table of variables in the README for the right name' : `did you mean ${near}?`,
    },
  ];
}

/** The line may hold a token: of it only a name of ours is shown. */
function noSetting(line: number, text: string, known: readonly string[]): Oddity {
  const [word = ''] = text.trim().split(/[\s:]/);
  const [near] = word.length > 4 ? nearest(word, known, 1) : [];
  return { what: `line ${line} of .env is no setting`, advice: `write ${near ?? 'NAME'}=value, or begin it with # for a remark` };
}
