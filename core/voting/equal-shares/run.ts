import { approximately, compareFractions } from '../../exact/fraction.ts';
import type { Fraction } from '../../exact/fraction.ts';
import { createLedger, never } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import type { Profile } from './profile.ts';

export type Bought = {
  /** Projects in the order in which they were bought. */
  readonly projects: readonly number[];
  readonly spent: bigint;
  readonly ledger: Ledger;
  /** Where projects were equally cheap for their supporters and the tie rule chose. */
  readonly ties: readonly { readonly between: readonly number[]; readonly chosen: number; readonly path: readonly string[] }[];
};

/** Chooses one of several projects whose supporters pay exactly the same for a unit of cost. */
export type BreakTie = (projects: readonly number[]) => { readonly chosen: number; readonly path: readonly string[] };

/** What a float look at a project says: certain only as far as `error` goes. */
type Look = { readonly each: number; readonly rho: number; readonly error: number; readonly isAffordable: 'yes' | 'no' | 'unsure' };

const roundOff = 2 ** -52;

/**
 * The Method of Equal Shares (Peters, Pierczyński and Skowron 2021) with cost utilities: everybody has the same share of the
 * money; again and again the project is bought whose supporters pay least for a unit of its cost when each pays the same, or
 * all that is left. Floats with a bound of their error look for it; wherever the bound leaves a doubt, exact fractions decide.
 */
export function buyByEqualShares(profile: Profile, share: Fraction, breakTie: BreakTie): Bought {
  const { budget, weights, supporters, support } = profile;
  const start = approximately(share);
  const money = new Float64Array(weights.length).fill(start);
  const driedIn = new Int32Array(weights.length).fill(never);
  const projects: number[] = [];
  const ledger = createLedger(profile, { share, bought: projects, driedIn });
  const ties: Bought['ties'][number][] = [];
  /** How far each figure in `money` may be from the truth. */
  const errors = new Float64Array(weights.length).fill(start * roundOff);
  let worst = start * roundOff;
  let spent = 0n;

  const costs = budget.costs.map(Number);
  /** What supporters of a project pay at least for a unit of cost, looked at some rounds ago: less money makes it only more. */
  const atLeast = support.map((people) => (people === 0n ? Number.POSITIVE_INFINITY : (1 - 1e-9) / Number(people)));
  let open = [...supporters.keys()].filter((project) => (support[project] ?? 0n) > 0n);

  function look(project: number): Look {
    const groups = supporters[project] ?? new Int32Array();
    const cost = costs[project] ?? 0;
    let people = 0;
    let all = 0;
    let doubt = 0;
    for (const group of groups) {
      const has = money[group] ?? 0;
      if (driedIn[group] !== never) continue;
      people += weights[group] ?? 0;
      all += has * (weights[group] ?? 0);
      doubt += (errors[group] ?? 0) * (weights[group] ?? 0);
    }
    doubt += all * roundOff * (groups.length + 4);
    if (all < cost - doubt) return { each: 0, rho: 0, error: 0, isAffordable: 'no' };
    if (all <= cost + doubt) return { each: 0, rho: 0, error: 0, isAffordable: 'unsure' };
    let each = cost / people;
    let poor = 0;
    for (;;) {
      let given = 0;
      let rich = 0;
      let unsure = 0;
      poor = 0;
      for (const group of groups) {
        const has = money[group] ?? 0;
        if (driedIn[group] !== never) continue;
        const weight = weights[group] ?? 0;
        if (has < each) {
          given += has * weight;
          unsure += (errors[group] ?? 0) * weight;
          poor += weight;
        } else rich += weight;
      }
      if (rich === 0) return { each: 0, rho: 0, error: 0, isAffordable: 'unsure' };
      const next = (cost - given) / rich;
      const wrong = (unsure * 2 + (given + cost) * roundOff * (groups.length + 4)) / rich;
      if (next <= each || poor === 0)
        return { each: next, rho: next / cost, error: wrong / cost + (next / cost) * roundOff * 4, isAffordable: 'yes' };
      each = next;
    }
  }

  /** The cheapest for its supporters; null when nothing can be bought any more. */
  function choose(): number | null {
    open.sort((one, other) => (atLeast[one] ?? 0) - (atLeast[other] ?? 0) || one - other);
    const looks = new Map<number, Look>();
    let bound = Number.POSITIVE_INFINITY;
    for (const project of open) {
      if ((atLeast[project] ?? 0) > bound) break;
      const seen = look(project);
      if (seen.isAffordable === 'no') continue;
      const isUnsure = seen.isAffordable === 'unsure';
      if (isUnsure && ledger.price(project) === null) continue;
      looks.set(project, seen);
      if (isUnsure) continue;
      atLeast[project] = Math.max(atLeast[project] ?? 0, seen.rho - seen.error);
      bound = Math.min(bound, seen.rho + seen.error);
    }
    const hopeful = [...looks].filter(([, { rho, error: wrong, isAffordable }]) => isAffordable === 'unsure' || rho - wrong <= bound);
    const cannot = new Set(open.filter((project) => (atLeast[project] ?? 0) <= bound && !looks.has(project)));
    if (cannot.size > 0) open = open.filter((project) => !cannot.has(project));
    const [only] = hopeful;
    if (only === undefined) return null;
    return hopeful.length === 1 ? only[0] : chooseExactly(hopeful.map(([project]) => project));
  }

  function chooseExactly(hopeful: readonly number[]): number {
    const prices = hopeful.flatMap((project) => {
      const price = ledger.price(project);
      return price === null ? [] : [{ project, rho: price.rho }];
    });
    const least = prices.reduce((so, each) => (compareFractions(each.rho, so.rho) < 0 ? each : so));
    const equals = prices.filter(({ rho }) => compareFractions(rho, least.rho) === 0).map(({ project }) => project);
    if (equals.length === 1) return least.project;
    const { chosen, path } = breakTie(equals);
    ties.push({ between: equals, chosen, path });
    return chosen;
  }

  function buy(project: number): void {
    const round = projects.length;
    const groups = supporters[project] ?? new Int32Array();
    const seen = look(project);
    const exact = seen.isAffordable === 'yes' ? null : ledger.price(project);
    const each = exact === null ? seen.each : approximately(exact.each);
    const wrong = exact === null ? seen.error * (costs[project] ?? 0) + each * roundOff : each * roundOff * 4;
    const doubtful: number[] = [];
    for (const group of groups) {
      const has = money[group] ?? 0;
      if (driedIn[group] !== never) continue;
      if (Math.abs(has - each) <= (errors[group] ?? 0) + wrong) doubtful.push(group);
      else if (has < each) runDry(group, round);
      else pay(group, each, wrong);
    }
    if (doubtful.length > 0) settle(doubtful, { project, round, each, wrong });
    projects.push(project);
    spent += budget.costs[project] ?? 0n;
    open = open.filter((other) => other !== project);
    if (worst > start * 1e-7) sharpen();
  }

  function pay(group: number, each: number, wrong: number): void {
    money[group] = (money[group] ?? 0) - each;
    errors[group] = (errors[group] ?? 0) + wrong + start * roundOff;
    worst = Math.max(worst, errors[group]);
  }

  /** Whoever has about as much as is to be paid: exactly. */
  function settle(
    doubtful: readonly number[],
    { project, round, each, wrong }: { project: number; round: number; each: number; wrong: number },
  ): void {
    // Whoever ran dry in this round already is out of the ledger's sight: so they are asked for as they were before.
    const dry = [...(supporters[project] ?? [])].filter((group) => driedIn[group] === round);
    for (const group of dry) driedIn[group] = never;
    const price = ledger.price(project);
    const hasLess = doubtful.filter((group) => price !== null && compareFractions(ledger.left(group), price.each) <= 0);
    for (const group of dry) driedIn[group] = round;
    for (const group of doubtful) pay(group, each, wrong);
    for (const group of hasLess) runDry(group, round);
  }

  function runDry(group: number, round: number): void {
    driedIn[group] = round;
    money[group] = 0;
  }

  /** Takes all figures anew from what was paid exactly. */
  function sharpen(): void {
    money.fill(start);
    for (const [round, payment] of ledger.paid().entries()) {
      const each = approximately(payment);
      for (const group of supporters[projects[round] ?? 0] ?? []) money[group] = (money[group] ?? 0) - each;
    }
    for (const group of money.keys()) if (driedIn[group] !== never) money[group] = 0;
    worst = start * roundOff * 4 * (projects.length + 1);
    errors.fill(worst);
  }

  // What costs nothing takes nothing from anybody.
  for (const project of open.filter((each) => budget.costs[each] === 0n)) {
    projects.push(project);
    open = open.filter((other) => other !== project);
  }
  for (let next = choose(); next !== null; next = choose()) buy(next);
  return { projects, spent, ledger, ties };
}
