import { CoopError } from '../../errors.ts';
import { figure } from '../../exact/figure.ts';
import type { Hashing } from '../../ports/cryptography.ts';
import { groupsAsRanks } from '../formats/ballots-for.ts';
import { countElection } from '../formats/count-election.ts';
import type { Election } from '../formats/election.ts';
import type { Tally } from '../method.ts';
import { methods } from '../methods.ts';
import type { CountSettings } from '../settings.ts';
import { comparePairs, condorcetWinner } from './pairwise.ts';
import { differenceSentences } from './difference-sentences.ts';
import type { Chosen } from './difference-sentences.ts';

/** "What would other methods have chosen?" */
export type Comparison = {
  /** How many prefer the first option to the second. */
  readonly pairwise: { readonly [option: string]: { readonly [other: string]: number | string } };
  readonly condorcetWinner: string | null;
  /** In the order of help; the method that was asked for among them. */
  readonly methods: readonly Chosen[];
  /** Methods that cannot count these ballots, and why. */
  readonly refused: readonly { readonly method: string; readonly because: string }[];
  /** Plain words on why methods differ. */
  readonly sentences: readonly string[];
};

type Wish = {
  readonly settings: CountSettings;
  readonly seed: string | undefined;
  readonly hashing: Hashing;
  /** What was counted already. */
  readonly counted: Tally;
};

/** Counts the same ballots by every method that can, except those that are chance or money. */
export function compareMethods(election: Election, { settings, seed, hashing, counted }: Wish): Comparison {
  const { options, ballots, unranked = 'last' } = election;
  const pairwise = comparePairs(groupsAsRanks(ballots), { options: options.length, unranked: settings.unranked ?? unranked });
  const best = condorcetWinner(pairwise);
  const chosen: Chosen[] = [];
  const refused: { method: string; because: string }[] = [];
  for (const method of methods) {
    const { name, asks } = method;
    if (name !== counted.method && (asks === 'cart' || asks === 'stance' || byChance.has(name))) continue;
    try {
      const { winners, elected, selected, tie } =
        name === counted.method ? counted : countElection(election, { method, settings, seed, hashing }).tally;
      chosen.push({ method: name, winners: elected ?? selected ?? winners, isTie: tie !== null });
    } catch (error) {
      if (!(error instanceof CoopError)) throw error;
      refused.push({ method: name, because: error.message });
    }
  }
  const winner = best === null ? null : (options[best] ?? null);
  return {
    pairwise: named(options, (row) =>
      named(
        options.filter((_, column) => column !== row),
        (_, other) => figure(pairwise[row]?.[options.indexOf(other)] ?? 0n),
      ),
    ),
    condorcetWinner: winner,
    methods: chosen,
    refused,
    sentences: differenceSentences({ chosen, condorcetWinner: winner, counted: counted.method, options: options.length }),
  };
}

const byChance = new Set(['lottery']);

/** A member for each name, whatever it is called. */
function named<Value>(names: readonly string[], value: (place: number, name: string) => Value): { readonly [name: string]: Value } {
  return Object.fromEntries(names.map((name, place) => [name, value(place, name)]));
}
