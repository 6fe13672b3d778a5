import { parseEnv } from 'node:util';

/** One entry of a file `.env`: a line, or several where a quoted value goes on. */
export type EnvEntry = {
  readonly kind: 'setting' | 'empty' | 'comment' | 'other';
  /** Of a setting, else "". */
  readonly name: string;
  /** Where it begins, from 1. */
  readonly line: number;
  /** As it stands there, without its last line end. */
  readonly text: string;
};

/** The entries of a file, as Node reads it (util.parseEnv); joined by line ends they are the file again. */
export function readEnvEntries(content: string): readonly EnvEntry[] {
  const lines = content.split('\n');
  const entries: EnvEntry[] = [];
  for (let at = 0; at < lines.length;) {
    const first = lines[at] ?? '';
    const height = heightOf(lines, at);
    const text = lines.slice(at, at + height).join('\n');
    const name = settingLine.exec(first)?.[1] ?? '';
    const kind = name !== '' ? 'setting' : first.trim() === '' ? 'empty' : first.trimStart().startsWith('#') ? 'comment' : 'other';
    entries.push({ kind, name, line: at + 1, text });
    at += height;
  }
  return entries;
}

/**
 * The file with these values: each stands once, in the place of the last one of its name (the one that counts), else at the end.
 * Null takes a setting out. Everything else stays as it is.
 * @throws RangeError for a value that such a file cannot hold.
 */
export function withSettings(content: string, settings: ReadonlyMap<string, string | null>): string {
  const entries = readEnvEntries(content);
  const last = new Map(entries.map((entry, at) => [entry.name, at]));
  const lines = entries.flatMap(({ name, text }, at) => {
    const value = settings.get(name);
    if (name === '' || value === undefined) return [text];
    return value === null || last.get(name) !== at ? [] : [settingOf(name, value)];
  });
  while (lines.at(-1)?.trim() === '') lines.pop();
  for (const [name, value] of settings) if (value !== null && !last.has(name)) lines.push(settingOf(name, value));
  return `${lines.join('\n')}\n`;
}

const settingLine = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=/;

/** Lines of the entry that begins there: a value in quotes goes on to the quote that ends it, if there is one. */
function heightOf(lines: readonly string[], at: number): number {
  const [whole = '', quote = ''] = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(["'`])/.exec(lines[at] ?? '') ?? [];
  if (quote === '' || (lines[at] ?? '').indexOf(quote, whole.length) !== -1) return 1;
  const end = lines.findIndex((line, other) => other > at && line.includes(quote));
  return end === -1 ? 1 : end - at + 1;
}

function settingOf(name: string, value: string): string {
  const quoted = /^[\w.:/@,+=~-]*$/.test(value) ? value : (['"', "'", '`'] as const).map((quote) => quote + value + quote);
  const found = [quoted].flat().find((form) => parseEnv(`${name}=${form}\n`)[name] === value);
  if (found === undefined) throw new RangeError(`${name} has a value that a file .env cannot hold`);
  return `${name}=${found}`;
}
