import fc from 'fast-check';
import type { Ranks } from '../../../core/voting/formats/election.ts';
import type { Group } from '../../../core/voting/method.ts';

export type Ranked = { readonly options: readonly string[]; readonly groups: readonly Group<Ranks>[] };

/** "A > B = C" of options with one letter each. */
export function ranks(text: string): Ranks {
  if (text === '') return [];
  return text.split('>').map((equals) =>
    equals
      .split('=')
      .map((name) => name.trim().charCodeAt(0) - 65)
      .toSorted((a, b) => a - b),
  );
}

/** An election in the way textbooks print it: [5, 'A>C>B>E>D']. */
export function ballots(...rows: readonly (readonly [number | bigint, string])[]): readonly Group<Ranks>[] {
  return rows.map(([count, text]) => ({ choice: ranks(text), count: BigInt(count) }));
}

export const letters = (size: number): readonly string[] => Array.from({ length: size }, (_, place) => String.fromCharCode(65 + place));

/** Tennessee chooses its capital: Memphis, Nashville, Chattanooga, Knoxville. */
export const tennessee: Ranked = {
  options: ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'],
  groups: ballots([42, 'A>B>C>D'], [26, 'B>C>D>A'], [15, 'C>D>B>A'], [17, 'D>C>B>A']),
};

/** Rankings with equals and gaps, few enough options that circles and ties are frequent. */
export function rankings(sizes: { readonly min: number; readonly max: number }): fc.Arbitrary<Ranked> {
  return fc.integer(sizes).chain((size) =>
    fc
      .array(fc.tuple(fc.array(fc.integer({ min: 0, max: size }), { minLength: size, maxLength: size }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((raw) => ({
        options: letters(size),
        groups: raw.map(([levels, count]) => ({ choice: fromLevels(levels), count: BigInt(count) })),
      })),
  );
}

/** Full orders without equals. */
export function orders(sizes: { readonly min: number; readonly max: number }): fc.Arbitrary<Ranked> {
  return fc.integer(sizes).chain((size) =>
    fc
      .array(fc.tuple(fc.shuffledSubarray([...letters(size).keys()], { minLength: size }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((raw) => ({
        options: letters(size),
        groups: raw.map(([order, count]) => ({ choice: order.map((place) => [place]), count: BigInt(count) })),
      })),
  );
}

/** The level of each option; the last one means unranked. */
function fromLevels(levels: readonly number[]): Ranks {
  const ranked = [...levels.keys()].filter((place) => levels[place] !== levels.length);
  const grouped = Map.groupBy(ranked, (place) => levels[place] ?? 0);
  return [...grouped].toSorted(([a], [b]) => a - b).map(([, places]) => places);
}

/** The same election with its options in another order: `turned[i]` is the new place of option i. */
export function turn({ options, groups }: Ranked, turned: readonly number[]): Ranked {
  const names: string[] = [];
  for (const [place, name] of options.entries()) names[turned[place] ?? 0] = name;
  return {
    options: names,
    groups: groups.map(({ choice, count }) => ({
      choice: choice.map((equals) => equals.map((place) => turned[place] ?? 0).toSorted((a, b) => a - b)),
      count,
    })),
  };
}

/** All orders of some things. */
export function permutations<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first, place) => permutations(things.toSpliced(place, 1)).map((rest) => [first, ...rest]));
}
