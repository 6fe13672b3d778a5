import { CoopError } from '../../errors.ts';
import type { Group } from '../method.ts';
import type { Election, Scores } from './election.ts';
import { spreadsheetCell } from './spreadsheet.ts';

/** A line for each ballot is a file: more are not written. */
const mostLines = 10_000_000n;

/** The table of scores: names of the options, then a line for each ballot. Safe in a spreadsheet: no name becomes a formula. */
export function writeCsvScores({ options }: Election, groups: readonly Group<Scores>[]): string {
  const ballots = groups.reduce((sum, { count }) => sum + count, 0n);
  if (ballots > mostLines) throw new CoopError('format', `csv has a line for each ballot, and these are ${ballots}: choose another format`);
  const lines = [options.map((option) => spreadsheetCell(option)).join(',')];
  for (const { choice, count } of groups) {
    // A line with nothing in it is no ballot: quotes show that it is one.
    const line = choice.length === 1 && choice[0] === null ? '""' : choice.map((score) => score ?? '').join(',');
    for (let time = 0n; time < count; time += 1n) lines.push(line);
  }
  return `${lines.join('\r\n')}\r\n`;
}
