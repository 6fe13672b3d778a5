import { createCollection } from './collect.ts';
import type { Ballots, Points, Ranks } from './election.ts';
import { malformed, quoted } from './fault.ts';
import { anyDecimal, readDecimal } from '../../exact/decimal.ts';
import type { VoteType } from './pabulib-meta.ts';
import { columnOf } from './pabulib-projects.ts';
import { spotOf } from './separated.ts';
import type { SeparatedRecord } from './separated.ts';

type VotesOf = { readonly ids: readonly string[]; readonly type: VoteType; readonly defaultScore: string };

/** Takes the votes of a budget one after the other; equal ones become one group. */
export function createVotes(header: SeparatedRecord, { ids, type, defaultScore }: VotesOf) {
  const vote = columnOf(header, 'vote');
  const hasPoints = type === 'cumulative' || type === 'scoring';
  const points = hasPoints ? columnOf(header, 'points') : -1;
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const orders = createCollection<Ranks>();
  const approvals = createCollection<readonly number[]>();
  const given = createCollection<Points>();
  const collection = hasPoints ? given : type === 'ordinal' ? orders : approvals;
  return {
    add: (record: SeparatedRecord): void => {
      const words = record.fields[vote]?.trim() ?? '';
      const figures = hasPoints ? (record.fields[points]?.trim() ?? '') : '';
      const key = `${words};${figures}`;
      if (collection.again(key, 1n)) return;
      const places = readPlaces(words, { record, vote, placeOf });
      if (type === 'choose-1' && places.length > 1)
        throw malformed(spotOf(record, vote), `${places.length} projects`, 'one, because vote_type is choose-1');
      if (hasPoints) {
        const each = readPoints(figures, { record, points, count: places.length });
        given.add(key, spread(places, each, defaultScore === '0' ? null : { ids, defaultScore }), 1n);
      } else if (type === 'ordinal')
        orders.add(
          key,
          places.map((place) => [place]),
          1n,
        );
      else
        approvals.add(
          key,
          places.toSorted((a, b) => a - b),
          1n,
        );
    },
    ballots: (): Ballots => {
      if (hasPoints) return { kind: 'points', groups: given.groups() };
      if (type === 'ordinal') return { kind: 'ranks', groups: orders.groups() };
      return { kind: 'approvals', groups: approvals.groups() };
    },
  };
}

type PlacesOf = { readonly record: SeparatedRecord; readonly vote: number; readonly placeOf: ReadonlyMap<string, number> };

function readPlaces(words: string, { record, vote, placeOf }: PlacesOf): readonly number[] {
  if (words === '') return [];
  const places = new Set<number>();
  for (const word of words.split(',')) {
    const id = word.trim();
    const place = placeOf.get(id);
    if (place === undefined) throw malformed(spotOf(record, vote), quoted(id), 'the id of a project');
    if (places.has(place))
      throw malformed(spotOf(record, vote), `project ${quoted(id)} for the second time`, 'each project once in a vote');
    places.add(place);
  }
  return [...places];
}

type PointsOf = { readonly record: SeparatedRecord; readonly points: number; readonly count: number };

function readPoints(words: string, { record, points, count }: PointsOf): readonly string[] {
  const figures = words === '' ? [] : words.split(',').map((word) => word.trim());
  if (figures.length !== count)
    throw malformed(spotOf(record, points), `${figures.length} figures`, `${count}, one for each project of the vote`);
  return figures.map((figure) => {
    const value = readDecimal(figure);
    if (value === null) throw malformed(spotOf(record, points), quoted(figure), anyDecimal);
    return value;
  });
}

/** Points in the order of the projects, with what the others get where the file says so. */
function spread(
  places: readonly number[],
  each: readonly string[],
  others: { ids: readonly string[]; defaultScore: string } | null,
): Points {
  const points = new Map(places.map((place, at) => [place, each[at] ?? '0']));
  if (others !== null) for (const place of others.ids.keys()) if (!points.has(place)) points.set(place, others.defaultScore);
  return [...points].toSorted(([a], [b]) => a - b);
}
