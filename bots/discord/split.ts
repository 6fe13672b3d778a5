import { escapeStart } from './escape.ts';
import type { Line, Token } from './markdown.ts';

const fence = '```';

/**
 * Packs lines into chunks of at most `limit` characters, breaking between lines, else between words; bold and code
 * that go over a break are closed and opened again.
 */
export function split(lines: readonly Line[], limit: number): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const piece of lines.flatMap((line) => pieces(line, limit))) {
    const joined = chunk === '' ? piece : `${chunk}\n${piece}`;
    if (joined.length <= limit) {
      chunk = joined;
    } else {
      chunks.push(chunk);
      chunk = piece;
    }
  }
  if (chunk.trim() !== '') chunks.push(chunk);
  return chunks.filter((text) => text.trim() !== '');
}

/** One line in parts that each fit. */
function pieces(line: Line, limit: number): string[] {
  switch (line.kind) {
    case 'words':
      return groups(line.tokens, render, { limit, goesOn: (tokens) => escapeStart(render(tokens)) });
    case 'code':
      return groups(
        line.lines.flatMap((text) => cut(text, limit - 20)),
        (rows) => `${fence}\n${rows.join('\n')}\n${fence}`,
        { limit },
      );
    default:
      return line satisfies never;
  }
}

type Rendered<T> = (items: readonly T[]) => string;

/** Fills group after group; only the last candidate of each is rendered twice. What goes on behind a break begins a line there. */
function groups<T>(items: readonly T[], rendered: Rendered<T>, how: { limit: number; goesOn?: Rendered<T> }): string[] {
  const { limit, goesOn = rendered } = how;
  const whole = rendered(items);
  if (whole.length <= limit) return [whole];
  const made: string[] = [];
  let group: T[] = [];
  const write: Rendered<T> = (each) => (made.length === 0 ? rendered(each) : goesOn(each));
  for (const item of items) {
    if (group.length > 0 && write([...group, item]).length > limit) {
      made.push(write(group));
      group = [];
    }
    group.push(item);
  }
  return [...made, write(group)];
}

function render(tokens: readonly Token[]): string {
  let text = '';
  let strong = false;
  for (const token of tokens) {
    if (token.text === '') continue;
    if (token.strong !== strong) text += '**';
    strong = token.strong;
    text += token.text;
  }
  return strong ? `${text}**` : text;
}

function cut(text: string, limit: number): string[] {
  if (text.length <= limit) return [text];
  const parts: string[] = [''];
  for (const character of text) {
    const last = parts.at(-1) ?? '';
    if (last.length + character.length > limit) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}
