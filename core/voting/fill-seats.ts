import { drawOne } from './draw.ts';
import type { Tally } from './method.ts';

type Filled = { readonly chosen: readonly string[]; readonly tie: Tally['tie'] };

/** What is asked of the rules: the seed costs something to compute, so it is only looked at for a tie. */
type Seeded = { readonly seed: string };

/** The first so many of a ranking. Of equals of whom not all have a seat the seed draws, one after the other. */
export function fillSeats(ranking: readonly (readonly string[])[], seats: number, rules: Seeded): Filled {
  const chosen: string[] = [];
  for (const equals of ranking) {
    const free = seats - chosen.length;
    if (free <= 0) break;
    if (equals.length <= free) {
      chosen.push(...equals);
      continue;
    }
    const drawn = drawSome(equals, free, rules);
    return {
      chosen: [...chosen, ...drawn.chosen],
      tie: { between: equals, path: [...equalSentence(equals.length, free), ...drawn.path], seed: rules.seed },
    };
  }
  return { chosen, tie: null };
}

/** Several of equals, each drawn by the same seed from those that are left. */
export function drawSome(equals: readonly string[], how: number, { seed }: Seeded): { chosen: readonly string[]; path: readonly string[] } {
  const chosen: string[] = [];
  const path: string[] = [];
  for (let left = equals; chosen.length < how && left.length > 0; left = left.filter((option) => !chosen.includes(option))) {
    const draw = drawOne(left, seed);
    chosen.push(draw.chosen);
    path.push(...draw.path);
  }
  return { chosen, path };
}

function equalSentence(equals: number, free: number): readonly string[] {
  return [`${equals} options are equal, and ${free === 1 ? 'one of them is' : `${free} of them are`} chosen.`];
}

/** One tie after the other as one story; the last is between those who could have won. */
export function together(ties: readonly NonNullable<Tally['tie']>[]): Tally['tie'] {
  const last = ties.at(-1);
  return last === undefined ? null : { ...last, path: ties.flatMap(({ path }) => path) };
}
