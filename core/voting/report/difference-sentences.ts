/** Whom one method chooses, and whether it had to settle a tie. */
export type Chosen = { readonly method: string; readonly winners: readonly string[]; readonly isTie: boolean };

type Facts = {
  readonly chosen: readonly Chosen[];
  readonly condorcetWinner: string | null;
  /** The method that was asked for. */
  readonly counted: string;
  readonly options: number;
};

/** Why the methods chose as they did, in sentences for people. */
export function differenceSentences({ chosen, condorcetWinner, counted, options }: Facts): readonly string[] {
  const sentences: string[] = [];
  if (options > 1) {
    sentences.push(
      condorcetWinner === null
        ? 'Nobody beats every other option one against one: there is a circle or an equal pair, and each method settles that by its own rule.'
        : `${condorcetWinner} beats every other option one against one.`,
    );
  }
  const own = chosen.find(({ method }) => method === counted);
  if (condorcetWinner !== null && own !== undefined && !own.winners.includes(condorcetWinner))
    sentences.push(`${counted} chooses ${words(own.winners)} all the same: it ${looksAt.get(counted) ?? 'counts by a rule of its own'}.`);
  const others = chosen.filter(({ method }) => method !== counted);
  if (own === undefined || others.length === 0) return sentences;
  const mine = words(own.winners);
  const different = others.filter(({ winners }) => !agree(winners, own.winners));
  if (different.length === 0) {
    const isSame = others.every(({ winners }) => winners.length === own.winners.length);
    sentences.push(
      isSame ? `All methods that can count these ballots choose ${mine}.` : `No method that can count these ballots contradicts ${mine}.`,
    );
    return sentences;
  }
  if (condorcetWinner === null || own.winners.includes(condorcetWinner))
    sentences.push(`${counted} chooses ${mine}: it ${looksAt.get(counted) ?? 'counts by a rule of its own'}.`);
  for (const { method, winners, isTie } of different) {
    const drawn = isTie ? ' (after a tie)' : '';
    sentences.push(`${method} chooses ${words(winners)}${drawn}: it ${looksAt.get(method) ?? 'counts by a rule of its own'}.`);
  }
  return sentences;
}

function words(winners: readonly string[]): string {
  return winners.length === 0 ? 'nobody' : winners.join(', ');
}

/** Whether two choose the same, in whatever order; who fills fewer seats agrees if the other chooses them too. */
function agree(some: readonly string[], others: readonly string[]): boolean {
  if (some.length === 0 || others.length === 0) return some.length === others.length;
  const [fewer, more] = some.length < others.length ? [some, others] : [others, some];
  return fewer.every((option) => more.includes(option));
}

/** What makes each method differ from the others. */
const looksAt = new Map([
  ['single', 'looks at first preferences only'],
  ['approval', 'counts how many can live with an option, not whom they like best'],
  ['score', 'adds up how good each option is said to be, so that strong wishes of a few can outweigh many'],
  ['star', 'lets the two with the most points meet, and the one that more ballots prefer wins'],
  ['irv', 'excludes whoever has the fewest first preferences, one after the other, and never looks at lower ranks of those still in'],
  ['stv', 'gives each seat to a quota of voters and passes on what is above it'],
  ['meek', 'gives each seat to a quota of voters and counts anew after each exclusion'],
  ['schulze', 'compares every two options and follows the strongest chains of victories'],
  ['ranked-pairs', 'compares every two options and keeps the largest victories first'],
  ['minimax', 'looks at the worst defeat of each option'],
  ['copeland', 'counts whom each option beats, not by how much'],
  ['borda', 'adds up the places on all ballots, so that being second everywhere can win'],
  ['kemeny', 'looks for the whole order that contradicts the fewest ballots'],
  ['majority-judgment', 'looks at the grade that the middle voter gives'],
  ['quadratic', 'adds up votes that cost their square'],
]);
