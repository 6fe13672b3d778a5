import { zero } from '../../exact/fraction.ts';
import type { Fraction } from '../../exact/fraction.ts';
import type { Profile } from './profile.ts';

/** Round in which a group spent its last money; `never` while it has some. */
export const never = 0x7fff_ffff;

/** Fractions here are exact, but not in lowest terms. */
export type Price = {
  /** What everybody pays who can. */
  readonly each: Fraction;
  /** The same for one unit of cost: the smallest is bought next. */
  readonly rho: Fraction;
};

/**
 * What everybody has left, exactly. Voters who paid in the same rounds have the same, so there are few different sums, and
 * they are only worked out when somebody asks. Follows the rounds of a run: `bought`, and in which round who ran dry.
 */
export type Ledger = {
  /** What a project costs each of its supporters now; null when they cannot pay it together. */
  readonly price: (project: number) => Price | null;
  /** What a member of this group has left. */
  readonly left: (group: number) => Fraction;
  /** What everybody paid who could, per round. */
  readonly paid: () => readonly Fraction[];
};

type Run = {
  /** What everybody has at first. */
  readonly share: Fraction;
  /** Projects in the order in which they were bought. Grows. */
  readonly bought: readonly number[];
  /** Per group the round of `bought` in which it ran dry. */
  readonly driedIn: Int32Array;
};

/** Voters who paid in the same rounds. What they have left is a whole number of units of the scale `at`; null until somebody asks. */
type Class = { readonly parent: number; readonly round: number; left: bigint | null; at: number };

export function createLedger({ budget, sizes, supporters }: Profile, { share, bought, driedIn }: Run): Ledger {
  /** Which groups have paid alike. 0: nothing yet. */
  const classOf = new Int32Array(sizes.length);
  const classes: Class[] = [{ parent: -1, round: -1, left: share.over, at: 0 }];
  /** Units of one of money, before each round: each divides the next, so nothing has ever to be reduced. */
  const scales = [share.under];
  /** Per round, in units of the scale after it. */
  const payments: bigint[] = [];
  const scale = (): bigint => scales.at(-1) ?? 1n;

  /** In units of the newest scale. */
  function leftIn(index: number): bigint {
    const known = classes[index];
    if (known === undefined) throw new RangeError('no such class of voters');
    if (known.left === null) {
      known.left = leftIn(known.parent) - toNewest(payments[known.round] ?? 0n, known.round + 1);
    } else known.left = toNewest(known.left, known.at);
    known.at = scales.length - 1;
    return known.left;
  }

  /** By how much the newest scale is finer than an older one. */
  const finer: bigint[] = [];
  function toNewest(units: bigint, from: number): bigint {
    if (from === scales.length - 1) return units;
    finer[from] ??= scale() / (scales[from] ?? 1n);
    return units * finer[from];
  }

  /** Works through the rounds that it has not seen yet. */
  function catchUp(): void {
    for (let round = payments.length; round < bought.length; round += 1) {
      const project = bought[round] ?? 0;
      const groups = supporters[project] ?? new Int32Array();
      let rich = 0n;
      let rest = (budget.costs[project] ?? 0n) * scale();
      const dried = new Map<number, bigint>();
      for (const group of groups) {
        const dry = driedIn[group] ?? never;
        const size = sizes[group] ?? 0n;
        const index = classOf[group] ?? 0;
        if (dry === round) dried.set(index, (dried.get(index) ?? 0n) + size);
        else if (dry > round) rich += size;
      }
      for (const [index, size] of dried) rest -= leftIn(index) * size;
      scales.push(scale() * (rich === 0n ? 1n : rich));
      finer.length = 0;
      payments.push(rich === 0n ? 0n : rest);
      const children = new Map<number, number>();
      for (const group of groups) {
        if ((driedIn[group] ?? never) <= round) continue;
        const parent = classOf[group] ?? 0;
        const child = children.get(parent) ?? classes.push({ parent, round, left: null, at: 0 }) - 1;
        children.set(parent, child);
        classOf[group] = child;
      }
    }
  }

  /** The smallest payment with which all together reach the cost, whoever has less giving all: water filled into steps. */
  function price(project: number): Price | null {
    catchUp();
    const cost = budget.costs[project] ?? 0n;
    const alike = new Map<number, bigint>();
    let people = 0n;
    for (const group of supporters[project] ?? []) {
      if (driedIn[group] !== never) continue;
      const index = classOf[group] ?? 0;
      const size = sizes[group] ?? 0n;
      alike.set(index, (alike.get(index) ?? 0n) + size);
      people += size;
    }
    const steps = [...alike].map(([index, size]) => ({ size, has: leftIn(index) })).toSorted((a, b) => (a.has < b.has ? -1 : 1));
    let rest = cost * scale();
    for (const { size, has } of steps) {
      const under = people * scale();
      if (rest <= has * people) return { each: { over: rest, under }, rho: { over: rest, under: under * cost } };
      rest -= has * size;
      people -= size;
    }
    return null;
  }

  return {
    price,
    left: (group) => {
      catchUp();
      return driedIn[group] === never ? { over: leftIn(classOf[group] ?? 0), under: scale() } : zero;
    },
    paid: () => {
      catchUp();
      return payments.map((over, round) => ({ over, under: scales[round + 1] ?? 1n }));
    },
  };
}
