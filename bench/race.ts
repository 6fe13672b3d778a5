import { median } from './statistics.ts';

/** Two ways to do the same. `once` resolves when one piece of work is committed; it rejects when it was not. */
export type Race = {
  readonly name: string;
  readonly product: () => Promise<void>;
  readonly byHand: () => Promise<void>;
  /** How many are on their way at once, on either side. */
  readonly inFlight: number;
  /** How many pieces of work a turn has. */
  readonly turn: number;
  /** How many ballots one piece of work is. Default 1. */
  readonly ballots?: number;
  readonly rounds: number;
  /** Milliseconds after which no further round begins; three are run anyway. */
  readonly budget: number;
};

export type RaceResult = {
  readonly name: string;
  readonly rounds: number;
  /** Ballots per second, the median of all turns. */
  readonly product: number;
  readonly byHand: number;
  /** Product to hand, the median of the rounds; and the smallest and largest. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** Ballots that were acknowledged, on both sides, the warm-up too. */
  readonly acknowledged: number;
};

/**
 * Lets both sides take turns of a second or so, each round in the other order, so that whatever else the machine does meets
 * both alike. Each round gives one ratio. The first round warms up and is not counted.
 */
export async function runRace(race: Race): Promise<RaceResult> {
  const { name, ballots = 1, turn } = race;
  const began = performance.now();
  const rates: { product: number; byHand: number }[] = [];
  for (let round = 0; round <= race.rounds; round += 1) {
    if (round > 3 && performance.now() - began > race.budget) break;
    const rate = { product: 0, byHand: 0 };
    for (const side of round % 2 === 0 ? (['product', 'byHand'] as const) : (['byHand', 'product'] as const)) {
      rate[side] = (turn * ballots * 1_000) / (await takeTurn(race[side], race));
    }
    rates.push(rate);
  }
  const counted = rates.slice(1);
  const ratios = counted.map(({ product, byHand }) => product / byHand);
  return {
    name,
    rounds: counted.length,
    product: median(counted.map(({ product }) => product)),
    byHand: median(counted.map(({ byHand }) => byHand)),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    acknowledged: rates.length * 2 * turn * ballots,
  };
}

/** Milliseconds from the first to the last. */
async function takeTurn(once: () => Promise<void>, { turn, inFlight }: Race): Promise<number> {
  let begun = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (begun < turn) {
      begun += 1;
      await once();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return performance.now() - began;
}
