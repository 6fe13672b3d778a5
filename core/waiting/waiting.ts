import type { PersonId } from '../ids.ts';
import type { Network } from '../ports/networks.ts';
import type { Action, Block, Inline } from '../text/text.ts';

/** Something that waits for one person to do. */
export type WaitingItem = {
  /** In one line of a list. */
  readonly line: readonly Inline[];
  /** The words that show it. */
  readonly look: string;
  /** The same at length, with all that is needed to do it, and the actions that do it. */
  readonly text: readonly Block[];
  readonly actions: readonly Action[];
};

type Waiter = {
  readonly person: PersonId;
  readonly network: Network;
  /** Adds to words which network is meant, where that is not plain. */
  readonly address: (words: string) => string;
};

/** What of one feature waits for a person in one of their networks, the most urgent first. It reads and changes nothing. */
export type WaitingSource<Ports> = (waiter: Waiter, ports: Ports) => Promise<readonly WaitingItem[]>;
