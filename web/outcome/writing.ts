import type { PublishedOutcome } from '../../core/ports/outcomes.ts';
import type { Sentence } from '../../core/text/text.ts';
import type { PublishedTally } from '../../core/voting/outcome-line.ts';

/** What a section of the page is written with. */
export type Writing = {
  readonly outcome: PublishedOutcome;
  readonly tally: PublishedTally;
  readonly words: (sentence: Sentence) => string;
};
