import { styleText } from 'node:util';
import type { Surface } from './surface.ts';

/** One line of the story, in the styles that a terminal and the picture both know. */
export type Line = readonly Span[];
export type Span = { readonly text: string; readonly style: Style };
export type Style = 'plain' | 'dim' | 'bold' | 'title' | Surface | 'good' | 'bad';

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style };
}

const formats = {
  plain: [],
  dim: ['dim'],
  bold: ['bold'],
  title: ['bold', 'cyan'],
  Discord: ['bold', 'magenta'],
  Slack: ['bold', 'yellow'],
  Matrix: ['bold', 'green'],
  GitHub: ['bold', 'whiteBright'],
  console: ['bold', 'blue'],
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
} as const satisfies Record<Style, readonly string[]>;

/** For a terminal; without colours where the stream has none. */
export function ansi(line: Line, stream: NodeJS.WriteStream): string {
  return line.map(({ text, style }) => (style === 'plain' ? text : styleText([...formats[style]], text, { stream }))).join('');
}

/** Breaks a line at spaces so that it fits so many columns; what goes on is indented by `indent`. */
export function wrap(line: Line, { columns, indent }: { columns: number; indent: number }): readonly Line[] {
  const lines: Span[][] = [[]];
  let width = 0;
  for (const { text, style } of line) {
    for (const word of text.split(/(?<=\s)/u)) {
      if (width + word.trimEnd().length > columns && width > indent) {
        lines.push([span(' '.repeat(indent))]);
        width = indent;
      }
      append(lines.at(-1) ?? [], span(word, style));
      width += word.length;
    }
  }
  return lines;
}

function append(line: Span[], { text, style }: Span): void {
  const last = line.at(-1);
  if (last?.style === style) line[line.length - 1] = span(last.text + text, style);
  else line.push(span(text, style));
}
