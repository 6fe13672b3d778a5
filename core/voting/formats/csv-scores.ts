import type { Election, Scores } from './election.ts';
import { mostOptions } from './election.ts';
import { createCollection } from './collect.ts';
import { malformed, quoted } from './fault.ts';
import { anyDecimal, readDecimal } from '../../exact/decimal.ts';
import { separatedRecords, spotOf } from './separated.ts';
import type { SeparatedRecord } from './separated.ts';
import { unguarded } from './spreadsheet.ts';

/**
 * Scores as a table: the first line names the options, every further line is a ballot, a cell is an exact decimal or empty for
 * "no score". Comma, semicolon or tab between the cells, as spreadsheets save them.
 * @throws CoopError "election-malformed" with line and column
 */
export function readCsvScores(text: string): Election {
  const separator = separatorOf(text);
  const collection = createCollection<Scores>();
  let options: readonly string[] | null = null;
  for (const record of separatedRecords(text, separator)) {
    if (options === null) {
      options = readHeader(record);
      continue;
    }
    const { fields } = record;
    if (fields.length !== options.length)
      throw malformed(
        spotOf(record, Math.min(fields.length, options.length)),
        cells(fields.length),
        `${cells(options.length)}, one for each option`,
      );
    const key = fields.join('\n');
    if (!collection.again(key, 1n))
      collection.add(
        key,
        fields.map((cell, place) => readScore(cell, record, place)),
        1n,
      );
  }
  if (options === null) throw malformed({ line: 1, column: 1 }, 'nothing', 'a first line with the names of the options');
  return { format: 'csv-scores', title: null, options, ballots: { kind: 'scores', groups: collection.groups() }, warnings: [] };
}

function readHeader(record: SeparatedRecord): readonly string[] {
  const names = record.fields.map((cell) => unguarded(cell.trim()));
  if (names.length > mostOptions) throw malformed(spotOf(record, mostOptions), `${names.length} options`, `at most ${mostOptions}`);
  const seen = new Set<string>();
  for (const [place, name] of names.entries()) {
    if (name === '') throw malformed(spotOf(record, place), 'nothing', 'the name of an option');
    if (seen.has(name)) throw malformed(spotOf(record, place), `${quoted(name)} for the second time`, 'each option once');
    seen.add(name);
  }
  return names;
}

function readScore(cell: string, record: SeparatedRecord, place: number): string | null {
  const text = cell.trim();
  if (text === '') return null;
  const score = readDecimal(text);
  if (score === null) throw malformed(spotOf(record, place), quoted(text), `${anyDecimal}, or nothing`);
  return score;
}

/** Whichever stands most often in the first line outside of quotes; a comma where none does. */
function separatorOf(text: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/u.exec(text.slice(0, 1 << 20))?.[0].replaceAll(/"(?:[^"]|"")*"/gu, '') ?? '';
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ',';
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}
