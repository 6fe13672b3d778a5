import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Messenger, Processes } from '../ports/messenger.ts';
import type { Moderation } from '../ports/moderation.ts';
import type { Charters, Members, Networks } from '../ports/networks.ts';

/** What moderating needs, whatever it is about, in one transaction. */
export type Moderating = {
  readonly moderation: Moderation;
  readonly charters: Charters;
  readonly members: Pick<Members, 'count' | 'status'>;
  readonly networks: Pick<Networks, 'find' | 'of'>;
  readonly ledger: Ledger;
  readonly messenger: Pick<Messenger, 'tell'>;
  readonly processes: Pick<Processes, 'startJury'>;
  readonly clock: Clock;
};
