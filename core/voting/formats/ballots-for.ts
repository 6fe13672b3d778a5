import type { JsonValue } from '../../canonical-json.ts';
import { CoopError } from '../../errors.ts';
import type { Group, Method } from '../method.ts';
import { compareDecimals } from '../../exact/decimal-order.ts';
import type { Ballots, Election, Points, Ranks, Scores } from './election.ts';

export type Suited = {
  readonly groups: readonly Group[];
  /** What the ballots had to be read as, and how many could not be: sentences for people. */
  readonly remarks: readonly string[];
};

/**
 * The ballots of a file as a method asks for them. What a ballot does not say is never made up: a ranking approves of nobody,
 * and who ranks two equally first has made no single choice.
 * @throws CoopError "format" that says which methods count such a file
 */
export function ballotsFor({ name, asks }: Pick<Method, 'name' | 'asks'>, election: Election): Suited {
  const { ballots, options } = election;
  switch (asks) {
    case 'option':
      return singleChoices(ballots);
    case 'options':
      return approvals(ballots, name);
    case 'ranks':
      return rankings(ballots);
    case 'scores':
      return scoresOf(ballots, { name, options });
    case 'cart':
      return carts(election, name);
    case 'stance':
      throw new CoopError(
        'format',
        `${name} counts who agrees and who objects, which no file of this kind says. It counts outcomes of its own (.json).`,
      );
    default:
      return asks satisfies never;
  }
}

/** Who stands alone on top. Ballots without anybody there are left out, and it is said how many. */
function singleChoices(ballots: Ballots): Suited {
  const groups: Group[] = [];
  let without = 0n;
  for (const { choice, count } of groupsAsRanks(ballots)) {
    const [first = []] = choice;
    const [place] = first;
    if (first.length === 1 && place !== undefined) groups.push({ choice: place, count });
    else without += count;
  }
  const left = without === 0n ? [] : [`${ballotsOf(without)} nobody alone first, which is no single choice: not counted.`];
  return { groups, remarks: [...(ballots.kind === 'approvals' ? [] : ['Only the first preference of each ballot is counted.']), ...left] };
}

function approvals(ballots: Ballots, method: string): Suited {
  switch (ballots.kind) {
    case 'approvals':
      return { groups: ballots.groups, remarks: [] };
    case 'points':
      return {
        groups: ballots.groups.map(({ choice, count }) => ({ choice: given(choice).map(([place]) => place), count })),
        remarks: ['What got points counts as approved of.'],
      };
    case 'ranks': {
      // "A = B" on one rank is how ranked formats write an approval.
      if (ballots.groups.some(({ choice }) => choice.length > 1))
        throw refused(method, 'a ranking does not say whom its voter approves of');
      return { groups: ballots.groups.map(({ choice, count }) => ({ choice: choice[0] ?? [], count })), remarks: [] };
    }
    case 'scores':
      // A table of nothing but 1 and 0 says who approves of what; any other number leaves open from which one on.
      if (ballots.groups.some(({ choice }) => choice.some((score) => score !== null && score !== '0' && score !== '1')))
        throw refused(method, 'scores other than 1 and 0 do not say from which one on a voter approves');
      return { groups: ballots.groups.map(({ choice, count }) => ({ choice: placesOfOne(choice), count })), remarks: [] };
    default:
      return ballots satisfies never;
  }
}

function placesOfOne(choice: Scores): readonly number[] {
  return choice.flatMap((score, place) => (score === '1' ? [place] : []));
}

function rankings(ballots: Ballots): Suited {
  const remarks = {
    ranks: [],
    scores: ['Scores are read as ranks: the higher, the better.'],
    points: ['Points are read as ranks: the more, the better.'],
    approvals: ['Options that were approved of are ranked equally first.'],
  };
  return { groups: groupsAsRanks(ballots), remarks: remarks[ballots.kind] };
}

function scoresOf(ballots: Ballots, { name, options }: { name: string; options: readonly string[] }): Suited {
  switch (ballots.kind) {
    case 'scores':
      return { groups: ballots.groups, remarks: [] };
    case 'points':
      return { groups: ballots.groups.map(({ choice, count }) => ({ choice: row(choice, options), count })), remarks: [] };
    case 'approvals':
      return {
        groups: ballots.groups.map(({ choice, count }) => ({
          choice: row(
            choice.map((place) => [place, '1'] as const),
            options,
          ),
          count,
        })),
        remarks: ['An approval counts as a score of 1, none as 0.'],
      };
    case 'ranks':
      throw refused(name, 'a ranking says who is better, not how good');
    default:
      return ballots satisfies never;
  }
}

function carts({ ballots, budget }: Election, method: string): Suited {
  if (budget === undefined) throw refused(method, 'nothing in it has a cost. It counts participatory budgets (.pb)');
  switch (ballots.kind) {
    case 'approvals':
      return { groups: ballots.groups, remarks: [] };
    case 'points':
      return {
        groups: ballots.groups.map(({ choice, count }) => ({ choice: given(choice).map(([place, points]) => [place, points]), count })),
        remarks: [],
      };
    case 'ranks':
      return {
        groups: ballots.groups.map(({ choice, count }) => ({ choice: choice.flat().toSorted((a, b) => a - b), count })),
        remarks: ['Every project that a ballot ranks counts as supported by it.'],
      };
    case 'scores':
      throw refused(method, 'it is no participatory budget');
    default:
      return ballots satisfies never;
  }
}

/** Anything as a ranking, best first. */
export function groupsAsRanks(ballots: Ballots): readonly Group<Ranks>[] {
  switch (ballots.kind) {
    case 'ranks':
      return ballots.groups;
    case 'approvals':
      return ballots.groups.map(({ choice, count }) => ({ choice: choice.length === 0 ? [] : [choice], count }));
    case 'points':
      return ballots.groups.map(({ choice, count }) => ({ choice: byWorth(choice), count }));
    case 'scores':
      return ballots.groups.map(({ choice, count }) => ({ choice: byWorth(scored(choice)), count }));
    default:
      return ballots satisfies never;
  }
}

function scored(choice: Scores): Points {
  return choice.flatMap((score, place) => (score === null ? [] : [[place, score] as const]));
}

/** Equally many points together, most first. */
function byWorth(points: Points): Ranks {
  const equals = Map.groupBy(points, ([, worth]) => worth);
  return [...equals].toSorted(([a], [b]) => compareDecimals(b, a)).map(([, places]) => places.map(([place]) => place));
}

/** What got more than nothing. */
function given(points: Points): Points {
  return points.filter(([, worth]) => worth !== '0' && !worth.startsWith('-'));
}

/** A score for each option; nothing given is 0. */
function row(points: Points | readonly (readonly [number, string])[], options: readonly string[]): readonly JsonValue[] {
  const all: string[] = options.map(() => '0');
  for (const [place, worth] of points) all[place] = worth;
  return all;
}

function refused(method: string, why: string): CoopError {
  return new CoopError('format', `${method} cannot count this file: ${why}.`);
}

function ballotsOf(count: bigint): string {
  return count === 1n ? '1 ballot has' : `${count} ballots have`;
}
