import type { Election, Ranks } from './election.ts';
import { createCollection } from './collect.ts';
import { createRemarks, malformed, quoted } from './fault.ts';
import { readWhole, wholeFromOne } from '../../exact/decimal.ts';
import { linesOf } from './lines.ts';
import { readPrefLibHeader } from './preflib-header.ts';
import type { PrefLibHeader } from './preflib-header.ts';
import { createRankingBuilder } from './ranking-builder.ts';
import type { RankingBuilder } from './ranking-builder.ts';

export const prefLibTypes = ['soc', 'soi', 'toc', 'toi'] as const;
export type PrefLibType = (typeof prefLibTypes)[number];

/**
 * Orders of PrefLib (FORMAT_SPECIFICATION.md of PrefLib/PrefLib-Data): lines of "# NAME: value", then "count: 1,{2,3},4" each.
 * What the file says it is (soc and toc are complete, soc and soi have no ties) is held against every line.
 * @param type what the name of the file says, where its header says nothing
 * @throws CoopError "election-malformed" with line and column
 */
export function readPrefLib(text: string, type?: PrefLibType): Election {
  const header: PrefLibHeader = { names: new Map() };
  const collection = createCollection<Ranks>();
  const builder = createRankingBuilder();
  const remarks = createRemarks();
  let options: readonly string[] | null = null;
  let voters = 0n;
  for (const { text: line, number } of linesOf(text)) {
    if (line.startsWith('#')) {
      if (options !== null) throw malformed({ line: number, column: 1 }, 'a line of the header', 'the header only before the orders');
      readPrefLibHeader(line, number, header);
      continue;
    }
    if (line.trim() === '') continue;
    options ??= optionsOf(header, number);
    const [count, start] = readCount(line, number);
    voters += count;
    const order = line.slice(start).trim();
    if (collection.again(order, count)) continue;
    const kind = header.type ?? type;
    collection.add(order, readOrder({ line, number, start, options, builder, kind }), count);
  }
  options ??= optionsOf(header, 1);
  if (header.voters !== undefined && header.voters !== voters)
    remarks.note(`The header says ${header.voters} voters, the orders are of ${voters}.`);
  return {
    format: 'preflib',
    title: header.title ?? null,
    options,
    ballots: { kind: 'ranks', groups: collection.groups() },
    warnings: remarks.list(),
  };
}

/** One name for each number that there is. */
function optionsOf({ count, names }: PrefLibHeader, line: number): readonly string[] {
  const spot = { line, column: 1 };
  if (count === undefined) throw malformed(spot, 'no number of alternatives', '# NUMBER ALTERNATIVES: before the orders');
  const options: string[] = [];
  const seen = new Set<string>();
  for (let place = 1; place <= count; place += 1) {
    const name = names.get(place);
    if (name === undefined) throw malformed(spot, `no name of alternative ${place}`, `# ALTERNATIVE NAME ${place}: before the orders`);
    if (seen.has(name)) throw malformed(spot, `two alternatives that are called ${quoted(name)}`, 'different names');
    seen.add(name);
    options.push(name);
  }
  if (names.size > count) throw malformed(spot, `${names.size} names of alternatives`, `${count}, as NUMBER ALTERNATIVES says`);
  return options;
}

function readCount(line: string, number: number): readonly [count: bigint, start: number] {
  const colon = line.indexOf(':');
  if (colon < 0) throw malformed({ line: number, column: 1 }, quoted(line.trim()), 'how many voters, a colon and their order: 3: 1,{2,4}');
  const words = line.slice(0, colon).trim();
  const count = readWhole(words);
  if (count === null || count === 0n) throw malformed({ line: number, column: 1 }, quoted(words), wholeFromOne);
  return [count, colon + 1];
}

type OrderLine = {
  readonly line: string;
  readonly number: number;
  readonly start: number;
  readonly options: readonly string[];
  readonly builder: RankingBuilder;
  readonly kind: PrefLibType | undefined;
};

/** Numbers, commas and, around equals, braces. */
const token = /\s*(?:(\d+)|([{},])|(\S))/y;

function readOrder({ line, number, start, options, builder, kind }: OrderLine): Ranks {
  let named = 0;
  let brace: number | null = null;
  let expects: 'alternative' | 'comma' = 'alternative';
  token.lastIndex = start;
  const until = line.trimEnd().length;
  while (token.lastIndex < until) {
    const [whole = '', digits, mark, other] = token.exec(line) ?? [];
    const column = token.lastIndex - whole.trimStart().length + 1;
    const spot = { line: number, column };
    if (other !== undefined) throw malformed(spot, quoted(other), 'numbers of alternatives, commas and braces');
    if (digits !== undefined) {
      const place = Number(readWhole(digits) ?? 0n);
      if (expects !== 'alternative') throw malformed(spot, quoted(digits), 'a comma between alternatives');
      if (place < 1 || place > options.length)
        throw malformed(spot, quoted(digits), `the number of an alternative from 1 to ${options.length}`);
      if (!builder.name(place - 1)) throw malformed(spot, `alternative ${place} for the second time`, 'each alternative once in an order');
      named += 1;
      if (brace === null) builder.next();
      expects = 'comma';
    } else if (mark === '{') {
      if (brace !== null || expects !== 'alternative')
        throw malformed(spot, '{', brace === null ? 'a comma before it' : 'no braces inside of braces');
      if (kind === 'soc' || kind === 'soi') throw malformed(spot, '{', `no ties, because the file says that it is ${kind}`);
      brace = column;
    } else if (mark === '}') {
      if (brace === null || expects !== 'comma') throw malformed(spot, '}', brace === null ? '{ before it' : 'an alternative');
      brace = null;
      builder.next();
    } else {
      if (expects !== 'comma') throw malformed(spot, 'a comma', 'an alternative before it');
      expects = 'alternative';
    }
  }
  const end = { line: number, column: line.length + 1 };
  if (brace !== null) throw malformed({ line: number, column: brace }, '{', '} after it');
  if (expects === 'alternative' && named > 0) throw malformed(end, 'the end of the line', 'an alternative after the comma');
  if ((kind === 'soc' || kind === 'toc') && named < options.length)
    throw malformed(end, `${named} of ${options.length} alternatives`, `all of them, because the file says that it is ${kind}`);
  return builder.take();
}
