import { CoopError } from '../../errors.ts';
import type { Ballots, Election } from './election.ts';
import { fromUnits } from '../../exact/decimal.ts';
import { unwritable } from './unwritable.ts';

/** A line for each ballot is a file: more are not written. */
const mostLines = 10_000_000n;

/** A participatory budget of pabulib.org: approval, ordinal or cumulative, as its ballots are. Running numbers stand for voters. */
export function writePabulib({ title, options, labels, budget, ballots }: Election): string {
  if (budget === undefined) throw new CoopError('format', 'a .pb has costs and a budget, and there are none here: choose another format');
  for (const option of options) if (/[\s,;"]/u.test(option) || option === '') throw unwritable('pb', option);
  const voters = ballots.groups.reduce((sum, { count }) => sum + count, 0n);
  if (voters > mostLines) throw new CoopError('format', `pb has a line for each ballot, and these are ${voters}: choose another format`);
  const type = typeOf(ballots);
  const money = (units: string) => fromUnits(units, budget.decimals);
  const lines = [
    'META',
    'key;value',
    ...(title === null ? [] : [`description;${cell(title)}`]),
    `num_projects;${options.length}`,
    `num_votes;${voters}`,
    `budget;${money(budget.total)}`,
    `vote_type;${type}`,
    'PROJECTS',
    'project_id;cost;name',
    ...options.map((option, place) => `${option};${money(budget.costs[place] ?? '0')};${cell(labels?.[place] ?? option)}`),
    'VOTES',
    type === 'scoring' ? 'voter_id;vote;points' : 'voter_id;vote',
  ];
  let voter = 0;
  for (const [words, count] of votesOf(ballots, options))
    for (let time = 0n; time < count; time += 1n) lines.push(`${(voter += 1)};${words}`);
  return `${lines.join('\n')}\n`;
}

function typeOf({ kind }: Ballots): 'approval' | 'ordinal' | 'scoring' {
  if (kind === 'scores') throw new CoopError('format', 'a .pb has no table of scores: choose another format');
  return kind === 'approvals' ? 'approval' : kind === 'ranks' ? 'ordinal' : 'scoring';
}

function* votesOf(ballots: Ballots, options: readonly string[]): Generator<readonly [words: string, count: bigint]> {
  const named = (places: readonly number[]) => places.map((place) => options[place] ?? '').join(',');
  if (ballots.kind === 'approvals') for (const { choice, count } of ballots.groups) yield [named(choice), count];
  if (ballots.kind === 'points')
    for (const { choice, count } of ballots.groups)
      yield [`${named(choice.map(([place]) => place))};${choice.map(([, points]) => points).join(',')}`, count];
  if (ballots.kind !== 'ranks') return;
  for (const { choice, count } of ballots.groups) {
    if (choice.some((equals) => equals.length > 1)) throw new CoopError('format', 'a .pb has no equal ranks: choose another format');
    yield [named(choice.flat()), count];
  }
}

/** Quotes where the separator, a quote or a line end would be misread. */
function cell(text: string): string {
  return /[;"\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
