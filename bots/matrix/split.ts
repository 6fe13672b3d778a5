import type { Piece, Run } from '../conversation/pieces.ts';
import { write } from './write.ts';

/**
 * Packs pieces into messages of at most `limit` bytes, breaking between pieces, else between words. No element goes on from one
 * message into the next, so that no markup breaks.
 */
export function split(pieces: readonly Piece[], limit: number): (readonly Piece[])[] {
  const messages: Piece[][] = [];
  let size = 0;
  for (const piece of pieces.flatMap((whole) => partsOf(whole, limit))) {
    const added = sizeOf([piece]);
    const last = messages.at(-1);
    if (last === undefined || size + added > limit) {
      messages.push([piece]);
      size = added;
    } else {
      last.push(piece);
      size += added;
    }
  }
  return messages;
}

/** In bytes of JSON, with room for a list around it. */
function sizeOf(pieces: readonly Piece[]): number {
  return Buffer.byteLength(JSON.stringify(write(pieces))) + 20;
}

/** One piece in parts that each fit. */
function partsOf(piece: Piece, limit: number): readonly Piece[] {
  if (sizeOf([piece]) <= limit) return [piece];
  if (piece.kind === 'code') {
    return groups(piece.lines.flatMap(chunks), (line) => line.length, limit).map((lines) => ({ kind: 'code', lines }));
  }
  const words = piece.runs.flatMap((run): Run[] => (run.kind === 'words' || run.kind === 'strong' ? wordsOf(run) : [run]));
  return groups(words, ({ text }) => text.length, limit).map((runs) => ({ ...piece, runs }));
}

/** A character is at most 3 bytes of UTF-8 or 6 of JSON and HTML, and stands twice: so many characters fit for sure. */
const bytesOfCharacter = 14;

function groups<T>(items: readonly T[], lengthOf: (item: T) => number, limit: number): T[][] {
  const made: T[][] = [];
  let length = Infinity;
  for (const item of items) {
    const added = lengthOf(item) + overhead;
    if ((length + added) * bytesOfCharacter > limit) {
      made.push([]);
      length = 0;
    }
    made.at(-1)?.push(item);
    length += added;
  }
  return made;
}

/** For tags that stand around a single word. */
const overhead = 2;

/** Words with the white space after them; one that is longer than any word should be is cut. */
function wordsOf(run: Run & { kind: 'words' | 'strong' }): Run[] {
  return (run.text.match(/\S{1,500}\s{0,100}|\s{1,100}/gu) ?? []).map((text) => ({ kind: run.kind, text }));
}

function chunks(line: string): readonly string[] {
  return line.match(/[^]{1,500}/gu) ?? [''];
}
