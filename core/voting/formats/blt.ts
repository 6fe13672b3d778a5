import type { Election, Ranks } from './election.ts';
import { mostOptions } from './election.ts';
import { bltTokens } from './blt-tokens.ts';
import type { BltToken } from './blt-tokens.ts';
import { createCollection } from './collect.ts';
import { createRemarks, malformed, quoted } from './fault.ts';
import { readWhole, wholeFromOne } from '../../exact/decimal.ts';
import { createRankingBuilder } from './ranking-builder.ts';
import type { RankingBuilder } from './ranking-builder.ts';

/**
 * BLT (Hill, Wichmann and Woodall 1987, Algorithm 123, with what OpenSTV added): candidates and seats, who withdrew as -2, a
 * ballot as its weight, the numbers of its candidates and 0, a last 0, then the names and the title in quotes. Comments from #,
 * equals as 2=3 or (2 3), a skipped rank as -, a ballot's own id as (id) before its weight. Who withdrew is in no ballot and no option.
 * @throws CoopError "election-malformed" with line and column
 */
export function readBlt(text: string): Election {
  const tokens = createReader(text);
  const count = readNumber(tokens, { what: 'the number of candidates', most: mostOptions });
  const seats = readNumber(tokens, { what: 'the number of seats', most: 1_000_000 });
  const withdrawn = readWithdrawn(tokens, count);
  const places = Array.from({ length: count }, (_, place) => place).filter((place) => !withdrawn.has(place));
  const placeOf = new Map(places.map((place, among) => [place, among]));
  const collection = createCollection<Ranks>();
  const builder = createRankingBuilder();
  while (readBallot({ tokens, count, placeOf, builder, collection }));
  const { names, title } = readNames(tokens, count);
  if (places.length === 0) throw malformed({ line: 1, column: 1 }, 'only candidates who withdrew', 'somebody to elect');
  const remarks = createRemarks();
  for (const place of withdrawn) remarks.note(`${quoted(names[place] ?? '')} withdrew and is passed over in every ballot.`);
  return {
    format: 'blt',
    title,
    options: places.map((place) => names[place] ?? ''),
    ballots: { kind: 'ranks', groups: collection.groups() },
    seats,
    warnings: remarks.list(),
  };
}

type Reader = { readonly peek: () => BltToken; readonly take: () => BltToken };

function createReader(text: string): Reader {
  const stream = bltTokens(text);
  const end: BltToken = { kind: 'end', text: '', line: 1, column: 1 };
  const pull = () => stream.next().value ?? end;
  let next = pull();
  return {
    peek: () => next,
    take: () => {
      const taken = next;
      if (taken.kind !== 'end') next = pull();
      return taken;
    },
  };
}

function shown({ kind, text }: BltToken): string {
  return kind === 'end' ? 'the end of the file' : quoted(text);
}

function readNumber({ take }: Reader, { what, most }: { what: string; most: number }): number {
  const token = take();
  const value = token.kind === 'word' ? readWhole(token.text) : null;
  if (value === null || value < 1n || value > most) throw malformed(token, shown(token), `${what}, from 1 to ${most}`);
  return Number(value);
}

function readWithdrawn({ peek, take }: Reader, count: number): ReadonlySet<number> {
  const withdrawn = new Set<number>();
  for (let token = peek(); token.kind === 'word' && token.text.startsWith('-'); token = peek()) {
    const number = Number(readWhole(token.text.slice(1)) ?? 0n);
    if (number < 1 || number > count) throw malformed(token, quoted(token.text), `a candidate who withdrew, from -1 to -${count}`);
    withdrawn.add(number - 1);
    take();
  }
  return withdrawn;
}

type BallotPlace = {
  readonly tokens: Reader;
  readonly count: number;
  /** Who did not withdraw, and their place among those. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly builder: RankingBuilder;
  readonly collection: ReturnType<typeof createCollection<Ranks>>;
};

/** False after the 0 that ends all ballots. */
function readBallot(place: BallotPlace): boolean {
  const { tokens, builder, collection } = place;
  const { peek, take } = tokens;
  if (peek().kind === 'set') take(); // the ballot's own id
  const first = take();
  const weight = first.kind === 'word' ? readWhole(first.text) : null;
  if (weight === null) throw malformed(first, shown(first), `the weight of a ballot, ${wholeFromOne}, or the 0 after the last ballot`);
  if (weight === 0n) return false;
  const words: string[] = [];
  for (let token = take(); token.text !== '0' || token.kind !== 'word'; token = take()) {
    words.push(token.text);
    if (token.kind === 'word' && token.text === '-') continue;
    if (token.kind !== 'word' && token.kind !== 'set') throw malformed(token, shown(token), 'the 0 that ends the ballot');
    const numbers = token.text.split(token.kind === 'set' ? /[\s,]+/u : '=');
    for (const number of numbers) nameOne(number, token, place);
    builder.next();
  }
  const ranking = builder.take();
  const key = words.join(' ');
  if (!collection.again(key, weight)) collection.add(key, ranking, weight);
  return true;
}

function nameOne(digits: string, token: BltToken, { count, placeOf, builder }: BallotPlace): void {
  const number = Number(readWhole(digits) ?? 0n);
  if (number < 1 || number > count)
    throw malformed(token, quoted(token.text), `the number of a candidate from 1 to ${count}, or 0 at the end`);
  const place = placeOf.get(number - 1);
  if (place !== undefined && !builder.name(place))
    throw malformed(token, `candidate ${number} for the second time`, 'each candidate once in a ballot');
}

function readNames({ peek, take }: Reader, count: number): { names: readonly string[]; title: string | null } {
  const names: string[] = [];
  const seen = new Set<string>();
  while (names.length < count) {
    const token = take();
    const name = token.text.trim();
    if (token.kind === 'end' || token.kind === 'set' || name === '')
      throw malformed(token, shown(token), `the name of candidate ${names.length + 1} in double quotes`);
    if (seen.has(name)) throw malformed(token, `${quoted(name)} for the second time`, 'different names');
    seen.add(name);
    names.push(name);
  }
  const title = peek().kind === 'end' ? '' : take().text.trim();
  // Wichmann's programs put a source and a remark after the title.
  for (let token = take(); token.kind !== 'end'; token = take()) {
    if (token.kind !== 'text') throw malformed(token, shown(token), 'the end of the file after the title');
  }
  return { names, title: title === '' ? null : title };
}
