import type { Piece, Run } from '../conversation/pieces.ts';
import { escape } from './escape.ts';

/** Pieces as Markdown. The only markup is what is written here; everything in it is escaped. */
export function write(pieces: readonly Piece[]): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before !== undefined) text += before.kind === 'item' && piece.kind === 'item' ? '\n' : '\n\n';
    text += writePiece(piece);
  }
  return text;
}

function writePiece(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
      return writeRuns(piece.runs);
    case 'heading':
      return `### ${writeRuns(piece.runs).replaceAll('<br>', ' ')}`;
    case 'item':
      return `${piece.number === null ? '-' : `${piece.number}.`} ${writeRuns(piece.runs)}`;
    case 'code': {
      const text = piece.lines.join('\n');
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
      return `${fence}text\n${text}\n${fence}`;
    }
    default:
      return piece satisfies never;
  }
}

function writeRuns(runs: readonly Run[]): string {
  return merged(runs).map(writeRun).join('');
}

function writeRun(run: Run, place: number): string {
  switch (run.kind) {
    case 'words':
      return inside(run.text, place);
    // A tag: "**" opens and closes by what stands beside it, which may be anybody's words.
    case 'strong':
      return `<b>${inside(run.text, place)}</b>`;
    case 'code':
      return code(run.text);
    case 'link':
      return `[${escape(run.text)}](<${new URL(run.url).href.replace(/[<>\\]/g, encodeURIComponent)}>)`;
    default:
      return run satisfies never;
  }
}

/** Space between two runs stays; at the start of a line it would make code of it. */
function inside(text: string, place: number): string {
  const lead = place > 0 && /^[ \t]/.test(text) ? ' ' : '';
  return lead + escape(text);
}

/** Source: GitHub Flavored Markdown, 6.3 "Code spans": the mark is longer than any in it, and one space at each end is taken off. */
export function code(text: string): string {
  if (text.trim() === '') return '';
  const mark = '`'.repeat(longestRun(text) + 1);
  const space = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return `${mark}${space}${text}${space}${mark}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

/** Neighbours of one look as one. */
function merged(runs: readonly Run[]): Run[] {
  const parts: Run[] = [];
  for (const run of runs) {
    const last = parts.at(-1);
    if (last !== undefined && last.kind === run.kind && (run.kind === 'words' || run.kind === 'strong')) {
      parts[parts.length - 1] = { ...run, text: last.text + run.text };
    } else if (run.text !== '') parts.push(run);
  }
  return parts;
}
