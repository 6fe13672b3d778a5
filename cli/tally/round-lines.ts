import { z } from 'zod';
import type { JsonValue } from '../../core/canonical-json.ts';
import type { Tally } from '../../core/voting/method.ts';
import { visible } from '../visible.ts';
import { fit, tableLines } from './table.ts';

const Figures = z.custom<{ readonly [option: string]: JsonValue }>(
  (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
);
const Round = z.looseObject({
  votes: Figures.optional(),
  scores: Figures.optional(),
  pairwise: Figures.optional(),
  runoff: Figures.optional(),
  quota: z.union([z.string(), z.number()]).nullish(),
  exhausted: z.union([z.string(), z.number()]).nullish(),
  elected: z.union([z.string(), z.array(z.string())]).nullish(),
  excluded: z.union([z.string(), z.array(z.string())]).nullish(),
});
type Round = z.infer<typeof Round>;

/** The rounds as an official return prints them: a row for each option, a column for each stage; and the pairwise matrix. */
export function roundLines({ rounds, options }: Pick<Tally, 'rounds' | 'options'>): readonly string[] {
  const read = rounds.map((round) => Round.safeParse(round).data ?? {});
  const [table, matrix] = [stages(read, options), matrices(read, options)];
  return [...table, ...(table.length > 0 && matrix.length > 0 ? [''] : []), ...matrix];
}

function stages(rounds: readonly Round[], options: readonly string[]): readonly string[] {
  const counted = rounds.filter(({ votes, scores, runoff }) => (votes ?? scores ?? runoff) !== undefined);
  if (counted.length === 0) return [];
  const figures = ({ votes, scores, runoff }: Round) => votes ?? scores ?? runoff ?? {};
  const head = ['', ...counted.map(nameOf)];
  const rows = options.map((option) => [fit(visible(option)), ...counted.map((round) => shown(own(figures(round), option)))]);
  const line = (name: string, value: (round: Round) => JsonValue | undefined) =>
    counted.some((round) => value(round) !== undefined && value(round) !== null)
      ? [[name, ...counted.map((round) => shown(value(round)))]]
      : [];
  const table = tableLines([head, ...rows, ...line('exhausted', ({ exhausted }) => exhausted), ...line('quota', ({ quota }) => quota)]);
  const happened = counted.flatMap((round, place) => [
    ...told('elected', round.elected, place),
    ...told('excluded', round.excluded, place),
  ]);
  return [...table, ...(happened.length === 0 ? [] : ['', ...happened])];
}

/** "stage 2"; the only one that adds up scores has no number. */
function nameOf({ runoff, votes }: Round, place: number, { length }: readonly Round[]): string {
  if (runoff !== undefined) return 'runoff';
  return votes === undefined && length === 1 ? 'points' : `stage ${place + 1}`;
}

function told(what: string, who: string | readonly string[] | null | undefined, stage: number): readonly string[] {
  const names = who === null || who === undefined ? [] : typeof who === 'string' ? [who] : who;
  return names.length === 0 ? [] : [`  stage ${stage + 1}: ${names.map(visible).join(', ')} ${what}`];
}

function matrices(rounds: readonly Round[], options: readonly string[]): readonly string[] {
  const found = rounds.find(({ pairwise }) => pairwise !== undefined)?.pairwise;
  return found === undefined ? [] : matrixLines(found, options);
}

/** How many prefer the option of the row to the one of the column. */
export function matrixLines(pairwise: { readonly [option: string]: JsonValue }, options: readonly string[]): readonly string[] {
  const head = ['prefer row to column', ...options.map((option) => fit(visible(option), 12))];
  const rows = options.map((option) => {
    const row = Figures.safeParse(own(pairwise, option)).data ?? {};
    return [fit(visible(option)), ...options.map((other) => (other === option ? '-' : shown(own(row, other))))];
  });
  return tableLines([head, ...rows]);
}

/** Of its own: an option may be called "constructor". */
function own(figures: { readonly [option: string]: JsonValue }, option: string): JsonValue | undefined {
  return Object.hasOwn(figures, option) ? figures[option] : undefined;
}

function shown(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
