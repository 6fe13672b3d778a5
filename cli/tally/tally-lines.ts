import type { Tally } from '../../core/voting/method.ts';
import { lastVotes } from '../../core/voting/last-votes.ts';
import { visible } from '../visible.ts';
import { roundLines } from './round-lines.ts';
import { displayWidth, fit, padEnd } from './table.ts';

/** "1.  Blue  3" and what came of it. `labels`: what people call the options, in their order. */
export function tallyLines(tally: Tally, labels?: readonly string[]): readonly string[] {
  const { method, options, ballots, ranking, rounds, tie, spent, selected } = tally;
  const votes = rounds.length === 1 ? lastVotes(rounds) : null;
  const ids = options.map((option) => displayWidth(fit(visible(option), mostName)));
  const idWidth = labels === undefined ? 0 : Math.max(...ids);
  const labelOf = new Map(options.map((option, place) => [option, labels?.[place] ?? option]));
  const named = (option: string) => {
    const label = labelOf.get(option) ?? option;
    const id = fit(visible(option), mostName);
    return label === option ? id : `${padEnd(id, idWidth)}  ${fit(visible(label), mostName)}`;
  };
  const width = Math.max(0, ...options.map((option) => displayWidth(named(option))));
  const rows: string[] = [];
  let rank = 1;
  for (const equals of ranking) {
    for (const option of equals)
      rows.push(`  ${`${rank}.`.padStart(3)} ${padEnd(named(option), width)}  ${votes?.get(option) ?? ''}`.trimEnd());
    rank += equals.length;
  }
  const path = tie === null ? [] : ['A tie:', ...tie.path.map((sentence) => `  ${visible(sentence)}`), `  The seed: ${tie.seed}`];
  const stages = votes === null || hasMore(tally) ? roundLines(tally) : [];
  const money =
    spent === undefined || selected === undefined ? [] : [`Spent: ${spent} on ${selected.length} of ${options.length} projects`];
  const count = `${ballots} ${ballots === 1 ? 'ballot' : 'ballots'}`;
  return [...(stages.length === 0 ? [] : [...stages, '']), ...rows, '', ...path, ...money, `${outcome(tally)} (${method}, ${count})`];
}

/** Longer names are cut: the ids and `--json` have them whole. */
const mostName = 60;

/** A single round that says more than votes: a quota, who was elected. */
function hasMore({ rounds: [first] }: Tally): boolean {
  return first !== null && typeof first === 'object' && ('quota' in first || 'pairwise' in first || 'scores' in first);
}

function outcome({ winners, elected, selected }: Tally): string {
  if (selected !== undefined) return selected.length === 0 ? 'Nothing is paid for.' : `Selected: ${selected.map(visible).join(', ')}`;
  const all = elected ?? winners;
  if (all.length === 0) return 'No option reached the threshold.';
  return `${elected === undefined ? 'Winner' : 'Elected'}: ${all.map(visible).join(', ')}`;
}
