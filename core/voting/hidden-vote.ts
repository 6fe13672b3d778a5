import type { HiddenBy } from '../moderation/moderated-kind.ts';
import type { Hashing, Signing } from '../ports/cryptography.ts';
import type { Vote } from '../ports/votes.ts';
import type { Bundle } from './bundle.ts';
import { countVote } from './count.ts';

/** English, because these words are hashed into the outcome as it is shown from then on. */
const inPlaceOf = {
  reports: 'Hidden until a jury of members decides',
  jury: 'Hidden by a jury of members',
  platform: "Deleted by a platform's own moderators",
} as const satisfies Record<HiddenBy, string>;

type Words = Pick<Vote, 'question' | 'options'>;

/**
 * Other words in place of a vote's own. Its options keep their places and become letters that sort as the options did: a draw
 * among equals sorts them, so the count stays the same whatever they are called.
 */
export function hideWords({ options }: Words, by: HiddenBy): Words {
  const sorted = options.toSorted();
  const size = letters(options.length - 1).length;
  return { question: inPlaceOf[by], options: options.map((option) => `Hidden ${letters(sorted.indexOf(option)).padStart(size, 'A')}`) };
}

/** The vote as it was written. */
export function revealWords(vote: Vote): Vote {
  const { hidden, ...rest } = vote;
  return hidden === undefined ? vote : { ...rest, question: hidden.question, options: hidden.options };
}

/**
 * The outcome of a vote with hidden words: the same ballots, counted and sealed again, so that anybody can still recount what
 * is shown. The sealed original is kept, and is shown again when the words are.
 */
export function hideOutcome(bundle: Bundle, by: HiddenBy, ports: { hashing: Hashing; signing: Signing }): Bundle {
  const { vote, network, electors, active, ballots } = bundle;
  const closed = {
    ...vote,
    ...hideWords(vote, by),
    network: network.id,
    status: 'closed',
    openedBy: null,
    openedAt: new Date(vote.openedAt),
    closesAt: new Date(vote.closedAt),
    bundle: null,
  } as const;
  return countVote({ vote: closed, network, electors, active, ballots }, ports);
}

/** A, B ... Z, BA, BB ...: digits of base 26. */
function letters(number: number): string {
  const digit = String.fromCharCode(65 + (number % 26));
  return number < 26 ? digit : letters(Math.floor(number / 26)) + digit;
}
