import { mostOptions } from './election.ts';
import { malformed, quoted } from './fault.ts';
import { readWhole } from '../../exact/decimal.ts';

/** What the lines before the orders say. */
export type PrefLibHeader = {
  readonly names: Map<number, string>;
  title?: string;
  type?: 'soc' | 'soi' | 'toc' | 'toi';
  count?: number;
  voters?: bigint;
};

/** Reads "# NAME: value" into the header; what has no bearing on the count is passed over. */
export function readPrefLibHeader(text: string, line: number, header: PrefLibHeader): void {
  const colon = text.indexOf(':');
  if (colon < 0) return;
  const key = text.slice(1, colon).trim().toUpperCase();
  const value = text.slice(colon + 1).trim();
  const spot = { line, column: text.length - text.slice(colon + 1).trimStart().length + 1 };
  const [, digits] = /^ALTERNATIVE NAME (\d+)$/u.exec(key) ?? [];
  if (digits !== undefined) {
    const place = Number(readWhole(digits) ?? 0n);
    if (place < 1 || place > mostOptions) throw malformed({ line, column: 1 }, quoted(digits), `alternatives from 1 to ${mostOptions}`);
    if (header.names.has(place)) throw malformed({ line, column: 1 }, `alternative ${place} for the second time`, 'one name for each');
    if (value === '') throw malformed(spot, 'nothing', 'the name of an alternative');
    header.names.set(place, value);
    return;
  }
  switch (key) {
    case 'TITLE':
      if (value !== '') header.title = value;
      return;
    case 'DATA TYPE': {
      const type = value.toLowerCase();
      if (type !== 'soc' && type !== 'soi' && type !== 'toc' && type !== 'toi')
        throw malformed(spot, quoted(value), 'orders: soc, soi, toc or toi');
      header.type = type;
      return;
    }
    case 'NUMBER ALTERNATIVES': {
      const count = readWhole(value);
      if (count === null || count < 1n || count > mostOptions)
        throw malformed(spot, quoted(value), `a whole number from 1 to ${mostOptions}`);
      header.count = Number(count);
      return;
    }
    case 'NUMBER VOTERS': {
      const voters = readWhole(value);
      if (voters === null) throw malformed(spot, quoted(value), 'a whole number of at most 40 digits');
      header.voters = voters;
      return;
    }
    default:
  }
}
