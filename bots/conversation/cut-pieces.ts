import type { Piece, Run } from './pieces.ts';

/**
 * As many pieces as one text holds: a text is one request, whole or not at all, and edited as a whole. What is longer is cut between
 * pieces, else between words, and says so; no markup breaks.
 */
export function cutPieces(pieces: readonly Piece[], limit: number, write: (pieces: readonly Piece[]) => string): readonly Piece[] {
  const kept: Piece[] = [];
  let size = 0;
  for (const piece of pieces) {
    const added = write([piece]).length + 2;
    if (size + added > limit) return [...kept, ...shortened(piece, limit - size), goesOn];
    kept.push(piece);
    size += added;
  }
  return kept;
}

const goesOn: Piece = { kind: 'paragraph', runs: [{ kind: 'words', text: '…' }] };

/** Written, a character becomes at most a hexadecimal entity or two: so many characters fit for sure. */
const signsOfCharacter = 6;

function shortened(piece: Piece, room: number): readonly Piece[] {
  let left = Math.floor(room / signsOfCharacter) - 20;
  if (left <= 0 || piece.kind === 'code') return [];
  const runs: Run[] = [];
  for (const run of piece.runs) {
    if (run.text.length <= left) {
      runs.push(run);
      left -= run.text.length;
      continue;
    }
    if (run.kind === 'words' || run.kind === 'strong') runs.push({ kind: run.kind, text: wordsWithin(run.text, left) });
    break;
  }
  return [{ ...piece, runs }];
}

function wordsWithin(text: string, limit: number): string {
  const space = text.slice(0, limit).search(/\s\S*$/);
  return text.slice(0, space > 0 ? space : limit).replace(/[\uD800-\uDBFF]$/, '');
}
