import { CoopError } from '../../errors.ts';
import type { Bundle } from '../bundle.ts';
import { budgetOf } from '../cart.ts';
import type { BallotKind, Group, Method } from '../method.ts';
import { groupsAsRanks } from './ballots-for.ts';
import type { Election, Ranks, Scores } from './election.ts';
import { electionOfBundle } from './election-of-bundle.ts';
import { writeElection } from './write-election.ts';

/** What a closed vote is exported as; "json" is the sealed outcome itself, which holds every method. */
export const exportFormats = ['json', 'csv', 'blt', 'cvotes', 'pb'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * The ballots of a closed vote in another format, so that the same method counts the file to the same winners (a tie needs the seed of
 * the vote, seats the number of them: see `recountLine`). Names are safe in a spreadsheet. Who cast what is left behind.
 * @throws CoopError "format" for a format that cannot hold these ballots or these names: it lists the formats that can
 */
export function exportOutcome(bundle: Bundle, method: Method, format: ExportFormat): string {
  try {
    return write(bundle, method, format);
  } catch (cause) {
    if (!(cause instanceof CoopError) || cause.code !== 'format') throw cause;
    const able = exportFormats.filter((other) => other !== format && canWrite(bundle, method, other));
    throw new CoopError('format', `${cause.message} These can: ${able.join(', ')}.`, { cause });
  }
}

/** More ballots are not written while others wait for an answer: whoever has the outcome does it with `coop tally --export`. */
export const mostExported = 100_000;

/** The command that counts the file again, as the vote was counted. */
export function recountLine({ vote }: Bundle, format: ExportFormat, seed: string | null): string {
  const file = exportName(vote.number, format);
  if (format === 'json') return `coop verify ${file}`;
  const { seats = 1 } = vote.settings ?? {};
  const options = [`--method ${vote.method}`, ...(seats > 1 ? [`--seats ${seats}`] : []), ...(seed === null ? [] : [`--seed ${seed}`])];
  return `coop tally ${file} ${options.join(' ')}`;
}

/** What the file is called: "outcome-3.json", "ballots-3.csv". */
export function exportName(number: number, format: ExportFormat): string {
  return format === 'json' ? `outcome-${number}.json` : `ballots-${number}.${format}`;
}

/** By what one ballot is made of: formats from which the method reads just these ballots again. */
const holding: { readonly [kind in BallotKind]: readonly ExportFormat[] } = {
  option: ['json', 'csv', 'blt', 'cvotes'],
  options: ['json', 'csv', 'blt', 'cvotes'],
  ranks: ['json', 'csv', 'blt', 'cvotes'],
  scores: ['json', 'csv'],
  cart: ['json', 'pb'],
  stance: ['json'],
};

function write(bundle: Bundle, method: Method, format: ExportFormat): string {
  if (format === 'json') return `${JSON.stringify(bundle, null, 2)}\n`;
  const ignores = method.asks === 'ranks' && bundle.vote.settings?.unranked === 'ignored';
  if (!holding[method.asks].includes(format)) throw new CoopError('format', `.${format} cannot hold the ballots of ${method.name}.`);
  if (ignores && format !== 'cvotes')
    throw new CoopError('format', `.${format} does not say that unranked options are compared with nobody.`);
  const election = electionOfBundle(bundle, method);
  if (format === 'pb') return writeElection(asProjects(election, bundle), '.pb');
  return writeElection(format === 'csv' ? asScores(election, method) : election, `.${format}`);
}

function canWrite(bundle: Bundle, method: Method, format: ExportFormat): boolean {
  try {
    return write(bundle, method, format) !== '';
  } catch {
    return false;
  }
}

/** Pabulib's projects have ids without spaces: running numbers, with the options as their names. */
function asProjects(election: Election, { vote }: Bundle): Election {
  const { costs, total } = budgetOf(vote.settings ?? {}, vote.options);
  return {
    ...election,
    options: vote.options.map((_, place) => String(place + 1)),
    labels: vote.options,
    budget: { costs: costs.map(String), total: String(total), decimals: 0 },
  };
}

/**
 * Ranks as falling numbers, so that the table says the same order; options without a rank stay empty. Approvals as 1 for what is
 * approved of and 0 for the rest, so that a column's mean is its share.
 */
function asScores(election: Election, { asks }: Method): Election {
  const { ballots, options } = election;
  if (ballots.kind === 'scores') return election;
  if (ballots.kind === 'approvals' && asks === 'options') {
    const rows = ballots.groups.map(({ choice, count }) => ({
      choice: options.map((_, place) => (choice.includes(place) ? '1' : '0')),
      count,
    }));
    return { ...election, ballots: { kind: 'scores', groups: rows } };
  }
  const groups = groupsAsRanks(ballots).map(({ choice, count }): Group<Scores> => ({ choice: numbered(choice, election), count }));
  return { ...election, ballots: { kind: 'scores', groups } };
}

function numbered(ranks: Ranks, { options }: Election): Scores {
  const scores: (string | null)[] = options.map(() => null);
  for (const [rank, equals] of ranks.entries()) for (const place of equals) scores[place] = String(ranks.length - rank);
  return scores;
}
