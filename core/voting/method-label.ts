import type { MessageId } from '../messages/en/index.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';

/** How a method counts, in a few words for people; null for a name that nothing counts by. */
export function methodLabel(name: string): Sentence | null {
  const id = labels.get(name);
  return id === undefined ? null : say(id);
}

const labels: ReadonlyMap<string, MessageId> = new Map<string, MessageId>([
  ['single', 'voting.method-single'],
  ['approval', 'voting.method-approval'],
  ['score', 'ballots.method-score'],
  ['star', 'ballots.method-star'],
  ['irv', 'ballots.method-irv'],
  ['stv', 'ballots.method-stv'],
  ['meek', 'ballots.method-meek'],
  ['schulze', 'ballots.method-schulze'],
  ['ranked-pairs', 'ballots.method-ranked-pairs'],
  ['minimax', 'ballots.method-minimax'],
  ['copeland', 'ballots.method-copeland'],
  ['borda', 'ballots.method-borda'],
  ['kemeny', 'ballots.method-kemeny'],
  ['majority-judgment', 'ballots.method-majority-judgment'],
  ['quadratic', 'ballots.method-quadratic'],
  ['consent', 'ballots.method-consent'],
  ['equal-shares', 'ballots.method-equal-shares'],
  ['greedy', 'ballots.method-greedy'],
  ['lottery', 'ballots.method-lottery'],
]);
