import type { Piece, Run } from '../conversation/pieces.ts';
import { escapeHtml } from './escape.ts';

/** One text twice: for clients that show HTML, and for those that do not. */
export type Written = { readonly body: string; readonly html: string };

/** Pieces as a message. The only tags are those written here; everything between them is escaped. */
export function write(pieces: readonly Piece[]): Written {
  return { body: pieces.map(bodyOf).join('\n'), html: grouped(pieces).map(htmlOfGroup).join('') };
}

/** Items that follow each other are one list. */
function grouped(pieces: readonly Piece[]): Piece[][] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last !== undefined && goesOn(last.at(-1), piece)) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

function goesOn(before: Piece | undefined, piece: Piece): boolean {
  if (before?.kind !== 'item' || piece.kind !== 'item') return false;
  return before.number === null ? piece.number === null : piece.number === before.number + 1;
}

function htmlOfGroup(group: readonly Piece[]): string {
  const [first] = group;
  if (first?.kind !== 'item') return group.map(htmlOf).join('');
  const items = group.map(htmlOf).join('');
  if (first.number === null) return `<ul>${items}</ul>`;
  return first.number === 1 ? `<ol>${items}</ol>` : `<ol start="${first.number}">${items}</ol>`;
}

function htmlOf(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
      return `<p>${htmlOfRuns(piece.runs)}</p>`;
    case 'heading':
      return `<h4>${htmlOfRuns(piece.runs)}</h4>`;
    case 'item':
      return `<li>${htmlOfRuns(piece.runs)}</li>`;
    case 'code':
      return `<pre><code>${escapeHtml(piece.lines.join('\n'))}</code></pre>`;
    default:
      return piece satisfies never;
  }
}

function htmlOfRuns(runs: readonly Run[]): string {
  return merged(runs).map(htmlOfRun).join('');
}

function htmlOfRun(run: Run): string {
  const text = escapeHtml(run.text).replaceAll('\n', '<br />');
  switch (run.kind) {
    case 'words':
      return text;
    case 'strong':
      return `<strong>${text}</strong>`;
    case 'code':
      return `<code>${text}</code>`;
    case 'link':
      return `<a href="${escapeHtml(new URL(run.url).href)}">${text}</a>`;
    default:
      return run satisfies never;
  }
}

function bodyOf(piece: Piece): string {
  switch (piece.kind) {
    case 'paragraph':
    case 'heading':
      return piece.runs.map(bodyOfRun).join('');
    case 'item':
      return `${piece.number === null ? '•' : `${piece.number}.`} ${piece.runs.map(bodyOfRun).join('')}`;
    case 'code':
      return piece.lines.join('\n');
    default:
      return piece satisfies never;
  }
}

function bodyOfRun(run: Run): string {
  return run.kind === 'link' ? `${run.text}: ${run.url}` : run.text;
}

/** Neighbours of one look as one. */
function merged(runs: readonly Run[]): Run[] {
  const parts: Run[] = [];
  for (const run of runs) {
    const last = parts.at(-1);
    if (last !== undefined && last.kind === run.kind && last.kind !== 'link' && run.kind !== 'link') {
      parts[parts.length - 1] = { ...last, text: last.text + run.text };
    } else if (run.text !== '') parts.push(run);
  }
  return parts;
}
