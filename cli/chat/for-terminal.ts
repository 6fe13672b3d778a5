import { styleText } from 'node:util';
import type { ShownHere } from './attach-console.ts';
import { visible } from '../visible.ts';

/** Where it is written to. */
type Screen = NodeJS.WritableStream & { readonly isTTY: boolean; readonly columns?: number };

/** A message for a terminal: nothing in it steers, its lines stay lines. Where a person reads, they break between words. */
export function forTerminal({ heading, text }: Pick<ShownHere, 'heading' | 'text'>, stream: Screen): string {
  const columns = stream.isTTY && (stream.columns ?? 0) >= narrowest ? (stream.columns ?? 0) : Infinity;
  const lines = text.split('\n').flatMap((line) => wrap(visible(line), columns));
  return [...(heading === null ? [] : [styleText('dim', visible(heading), { stream })]), ...lines].join('\n');
}

/** Columns; a terminal that claims fewer does not know. */
const narrowest = 20;

/** Breaks at spaces; what goes on stands below the text of a list's item. What is indented is shown as it is. */
function wrap(line: string, columns: number): readonly string[] {
  if (line.length <= columns || line.startsWith(' ')) return [line];
  const indent = ' '.repeat(/^(?:- |\d+\. )?/u.exec(line)?.[0].length ?? 0);
  const rows: string[] = [];
  let row = '';
  for (const word of line.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (longer.length <= columns || row.trim() === '') row = longer;
    else {
      rows.push(row);
      row = indent + word;
    }
  }
  return [...rows, row];
}
