import { readBlt } from './blt.ts';
import { readCsvScores } from './csv-scores.ts';
import { readCvotes } from './cvotes.ts';
import type { Election, FormatName } from './election.ts';
import { CoopError } from '../../errors.ts';
import { readPabulib } from './pabulib.ts';
import { prefLibTypes, readPrefLib } from './preflib.ts';

/** What a file is: one of the formats of elections, or an outcome of ours. */
export type Detected = FormatName | 'bundle';

/**
 * Reads an election of any format.
 * @param extension of the file's name with its point and in any case; "" where it has none
 * @throws CoopError "election-malformed" or "format"
 */
export function readElection(text: string, extension: string): Election {
  const ending = extension.toLowerCase();
  const format = detectFormat(text, ending);
  switch (format) {
    case 'cvotes':
      return readCvotes(text);
    case 'blt':
      return readBlt(text);
    case 'pabulib':
      return readPabulib(text);
    case 'preflib':
      return readPrefLib(
        text,
        prefLibTypes.find((type) => `.${type}` === ending),
      );
    case 'csv-scores':
      return readCsvScores(text);
    case 'bundle':
    case null:
      throw new CoopError('format', notKnown);
    default:
      return format satisfies never;
  }
}

const notKnown =
  'nothing here reads this kind of file. It may be .cvotes (Condorcet Election Format), .blt, .pb (Pabulib), .soi .soc .toi .toc (PrefLib), .csv of scores, or an outcome of ours (.json).';

/** What the first characters show beyond doubt goes before the name of the file; the name before a guess. */
export function detectFormat(text: string, extension: string): Detected | null {
  const start = text.slice(0, 4_096).trimStart();
  if (start.startsWith('{')) return 'bundle';
  if (/^META\s*;*\s*[\r\n]+\s*key\s*;/u.test(start)) return 'pabulib';
  if (/^(?:#(?!\/)[^\r\n]*[\r\n]+)*#\s*NUMBER ALTERNATIVES\s*:/u.test(start)) return 'preflib';
  if (/^(?:#(?!\/)[^\r\n]*[\r\n\s]+)*#\/\s*[\p{L} ]+:/u.test(start)) return 'cvotes';
  const named = byExtension.get(extension.toLowerCase());
  if (named !== undefined) return named;
  return /^\d+[ \t]+\d+\s+(?:-\d+\s+)*(?:\(|\d)/u.test(start) ? 'blt' : null;
}

const byExtension = new Map<string, Detected>([
  ['.cvotes', 'cvotes'],
  ['.blt', 'blt'],
  ['.pb', 'pabulib'],
  ...prefLibTypes.map((type) => [`.${type}`, 'preflib'] as const),
  ['.csv', 'csv-scores'],
  ['.tsv', 'csv-scores'],
  ['.json', 'bundle'],
]);
