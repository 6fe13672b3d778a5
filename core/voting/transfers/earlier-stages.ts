import type { Tally } from '../method.ts';
import type { Lot } from './lot.ts';

type Tied = {
  /** Places of options that are equal now. */
  readonly equals: readonly number[];
  readonly options: readonly string[];
  /** The votes of each option at every stage before this one, by their places. */
  readonly before: readonly (readonly bigint[])[];
  readonly pick: 'fewest' | 'most';
};

/** Who is left of equals, and the sentences that lead there. */
export type Narrowed = { readonly left: readonly number[]; readonly because: readonly string[] };

/** Of equals those with the fewest (or most) votes at the latest earlier stage at which they had different ones, as often as that helps. */
export function narrowByEarlierStages({ equals, options, before, pick }: Tied): Narrowed {
  let left = equals;
  const because: string[] = [];
  for (let stage = before.length - 1; stage >= 0 && left.length > 1; stage -= 1) {
    const votes = before[stage] ?? [];
    const figures = left.map((place) => votes[place] ?? 0n);
    const wanted = figures.reduce((so, votesOf) => ((pick === 'fewest' ? votesOf < so : votesOf > so) ? votesOf : so));
    const picked = left.filter((place) => votes[place] === wanted);
    if (picked.length < left.length) {
      const names = (places: readonly number[]) => places.map((place) => JSON.stringify(options[place] ?? '')).join(', ');
      because.push(`Equal are ${names(left)}: at stage ${stage + 1} ${names(picked)} had the ${pick} votes of them.`);
    }
    left = picked;
  }
  return { left, because };
}

export type Picked = { readonly place: number; readonly because: readonly string[]; readonly tie: Tally['tie'] };

/** One of equals by earlier stages; who is equal at all of them is drawn by lot. `fate`: what comes of whoever is picked. */
export function pickByEarlierStages(tied: Tied & { readonly fate: string; readonly lot: Lot }): Picked {
  const { options, fate, lot } = tied;
  const { left, because } = narrowByEarlierStages(tied);
  const [only] = left;
  if (left.length === 1 && only !== undefined) return { place: only, because, tie: null };
  const names = left.map((place) => options[place] ?? '');
  const draw = lot.draw(names);
  const sentence = `${names.length} options have equally many votes at every stage so far, and one of them ${fate}.`;
  const tie = { between: names, path: [...because, sentence, ...draw.path], seed: lot.seed() };
  return { place: options.indexOf(draw.chosen), because, tie };
}
