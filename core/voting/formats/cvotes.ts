import type { Election, Ranks } from './election.ts';
import { mostOptions } from './election.ts';
import { createCollection } from './collect.ts';
import { readCvotesParameter } from './cvotes-parameters.ts';
import type { CvotesParameters } from './cvotes-parameters.ts';
import { createRemarks, malformed, quoted } from './fault.ts';
import type { Remarks } from './fault.ts';
import { readWhole, wholeFromOne } from '../../exact/decimal.ts';
import { linesOf } from './lines.ts';
import { createNameIndex } from './name-index.ts';
import type { NameIndex } from './name-index.ts';
import { createRankingBuilder } from './ranking-builder.ts';
import type { RankingBuilder } from './ranking-builder.ts';

/**
 * Condorcet Election Format, version 1 (github.com/CondorcetVote/CondorcetElectionFormat): parameters, then a ballot a line,
 * `tags || A > B = C ^weight * quantifier # comment`. A candidate that is not in the list is passed over with a remark.
 * @throws CoopError "election-malformed" with line and column
 */
export function readCvotes(text: string): Election {
  const parameters: CvotesParameters = {};
  const remarks = createRemarks();
  const collection = createCollection<Ranks>();
  const builder = createRankingBuilder();
  let index: NameIndex | null = null;
  for (const { text: whole, number, start } of linesOf(text)) {
    if (whole.startsWith('#/')) {
      if (index !== null) throw malformed({ line: number, column: 1 }, 'a parameter', 'parameters only before the first ballot');
      readCvotesParameter(whole, { line: number, parameters, remarks });
      continue;
    }
    const comment = whole.indexOf('#');
    const line = comment < 0 ? whole : whole.slice(0, comment);
    if (line.trim() === '') {
      if (/^\s+#\//u.test(whole))
        throw malformed({ line: number, column: 1 }, 'space before a parameter', '#/ at the beginning of the line');
      continue;
    }
    index ??= createNameIndex(parameters.candidates);
    const { candidates, weights } = parameters;
    readBallot({
      document: text,
      base: start,
      text: line,
      line: number,
      index,
      isClosed: candidates !== undefined,
      countsWeights: weights === true,
      remarks,
      collection,
      builder,
    });
  }
  const options = index?.names() ?? parameters.candidates ?? [];
  if (options.length === 0) throw malformed({ line: 1, column: 1 }, 'no candidate', '#/Candidates: A ; B ; C or ballots that name some');
  return {
    format: 'cvotes',
    title: null,
    options,
    ballots: { kind: 'ranks', groups: collection.groups() },
    ...(parameters.seats === undefined ? {} : { seats: parameters.seats }),
    unranked: parameters.implicit === false ? 'ignored' : 'last',
    warnings: remarks.list(),
  };
}

type Ballot = {
  /** The whole file, and where this line begins in it: a file is looked through faster than pieces cut out of it. */
  readonly document: string;
  readonly base: number;
  /** The line without the comment. */
  readonly text: string;
  readonly line: number;
  readonly index: NameIndex;
  /** The file lists its candidates: others are passed over. */
  readonly isClosed: boolean;
  readonly countsWeights: boolean;
  readonly remarks: Remarks;
  readonly collection: ReturnType<typeof createCollection<Ranks>>;
  readonly builder: RankingBuilder;
};

function readBallot(ballot: Ballot): void {
  const { text, line, collection, countsWeights } = ballot;
  const tags = text.indexOf('||');
  const from = tags < 0 ? 0 : tags + 2;
  const caret = text.indexOf('^', from);
  const star = text.indexOf('*', from);
  if (star >= 0 && caret > star) throw malformed({ line, column: caret + 1 }, '^ after *', 'the weight before the quantifier: ^7 * 8');
  const weight = caret < 0 ? 1n : readTimes(text.slice(caret + 1, star < 0 ? text.length : star), { line, column: caret + 2 });
  const quantifier = star < 0 ? 1n : readTimes(text.slice(star + 1), { line, column: star + 2 });
  const count = countsWeights ? weight * quantifier : quantifier;
  const until = caret >= 0 ? caret : star >= 0 ? star : text.length;
  const start = from + text.slice(from, until).search(/\S|$/u);
  const ranking = text.slice(start, until).trimEnd();
  if (!collection.again(ranking, count)) collection.add(ranking, readRanking(ballot, start, start + ranking.length), count);
}

function readTimes(text: string, spot: { line: number; column: number }): bigint {
  const value = readWhole(text.trim());
  if (value === null || value === 0n) throw malformed(spot, quoted(text.trim()), wholeFromOne);
  return value;
}

const empty = /^\/empty(?:_ranking)?\/$/iu;
const greater = 0x3e;
const equal = 0x3d;

function readRanking(ballot: Ballot, from: number, until: number): Ranks {
  const { document, base, text, line, index, builder } = ballot;
  if (text.charCodeAt(from) === 0x2f && empty.test(text.slice(from, until))) return [];
  const last = base + until;
  for (let at = base + from, begun = at; at <= last; at += 1) {
    const code = at === last ? greater : document.charCodeAt(at);
    if (code !== greater && code !== equal) continue;
    let start = begun;
    let end = at;
    while (start < end && isSpace(document.charCodeAt(start))) start += 1;
    while (end > start && isSpace(document.charCodeAt(end - 1))) end -= 1;
    const known = index.find(document, start, end);
    const place = known === -1 ? unknown(ballot, start - base, end - base) : known;
    if (place !== null && !builder.name(place))
      throw malformed(
        { line, column: start - base + 1 },
        `${quoted(document.slice(start, end))} for the second time`,
        'each candidate once in a ballot',
      );
    if (code === greater) builder.next();
    begun = at + 1;
  }
  return builder.take();
}

/** A name that is not known yet: a new candidate where the file lists none, else nobody. */
function unknown({ text, line, index, isClosed, remarks }: Ballot, start: number, end: number): number | null {
  const name = text.slice(start, end);
  const spot = { line, column: start + 1 };
  if (name === '') throw malformed(spot, 'nothing', 'a candidate on each side of > and =');
  if (empty.test(name)) throw malformed(spot, name, 'it alone in place of a whole ranking');
  const [reserved] = /[<;,|]/u.exec(name) ?? [];
  if (reserved !== undefined) throw malformed(spot, quoted(name), `a candidate's name, which has no ${reserved} in it`);
  if (isClosed) {
    remarks.note(`line ${line}: ${quoted(name)} is not in the list of candidates and is passed over.`);
    return null;
  }
  const count = index.names().length;
  if (count >= mostOptions) throw malformed(spot, `candidate ${count + 1}`, `at most ${mostOptions}`);
  return index.add(name);
}

/** As String.prototype.trim sees it. */
function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return code >= 0xa0 && String.fromCharCode(code).trim() === '';
}
