import type { Group } from '../method.ts';

/** Options by their place from 0, best first, equals together and rising; options left out are unranked. */
export type Ranks = readonly (readonly number[])[];

/** One exact decimal per option in shortest form, null where none was given. */
export type Scores = readonly (string | null)[];

/** Options by their place with what each was given: exact decimals in shortest form, in the order of the places. */
export type Points = readonly (readonly [place: number, points: string])[];

/** What the ballots of a file say, equal ones together. One kind for a whole file. */
export type Ballots =
  | { readonly kind: 'ranks'; readonly groups: readonly Group<Ranks>[] }
  | { readonly kind: 'scores'; readonly groups: readonly Group<Scores>[] }
  /** Places of the options that were named, rising. */
  | { readonly kind: 'approvals'; readonly groups: readonly Group<readonly number[]>[] }
  | { readonly kind: 'points'; readonly groups: readonly Group<Points>[] };

/** An election as a file tells it, whatever the format. */
export type Election = {
  readonly format: FormatName;
  readonly title: string | null;
  /** All different. For a budget the ids of the projects. */
  readonly options: readonly string[];
  /** What people call the options, in their order, where that is something else. */
  readonly labels?: readonly string[];
  readonly ballots: Ballots;
  /** What the file says on how to count; the command line goes before it. */
  readonly seats?: number;
  readonly unranked?: 'last' | 'ignored';
  /** Only of a budget: whole figures in the unit of `decimals`. */
  readonly budget?: { readonly costs: readonly string[]; readonly total: string; readonly decimals: number };
  /** What was passed over, in sentences that name the line. */
  readonly warnings: readonly string[];
};

export const formatNames = ['cvotes', 'blt', 'pabulib', 'preflib', 'csv-scores'] as const;
export type FormatName = (typeof formatNames)[number];

/** More options than any election had; the work of some methods grows with their cube. */
export const mostOptions = 1_000;
