import type { GuessLimit } from '../../core/people/guess-limit.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing, Signing } from '../../core/ports/cryptography.ts';
import type { Digests } from '../../core/ports/digests.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Messenger, Processes } from '../../core/ports/messenger.ts';
import type { Moderation } from '../../core/ports/moderation.ts';
import type { Charters, Members, Networks, Spaces } from '../../core/ports/networks.ts';
import type { Pages } from '../../core/ports/pages.ts';
import type { Links, People } from '../../core/ports/people.ts';
import type { Privacy } from '../../core/ports/privacy.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import type { Ballots, Votes } from '../../core/ports/votes.ts';
import { bindBallots } from './ballots.ts';
import { bindCharters } from './charters.ts';
import { bindDigests } from './digests.ts';
import { bindLedger } from './ledger.ts';
import { bindLinks } from './links.ts';
import { bindMembers } from './members.ts';
import { bindMessenger } from './messenger.ts';
import { bindModeration } from './moderation.ts';
import { bindNetworks } from './networks.ts';
import { bindPeople } from './people.ts';
import { bindPrivacy } from './privacy.ts';
import { bindProcesses } from './processes.ts';
import type { Session } from './session.ts';
import { bindSpaces } from './spaces.ts';
import { bindVotes } from './votes.ts';

/** What the ports need of the world; made once, shared by all transactions. */
export type PortParts = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hashing: Hashing;
  readonly signing: Signing;
  readonly guesses: GuessLimit;
  readonly pages: Pages;
};

export type Ports = {
  readonly clock: Clock;
  readonly people: People;
  readonly links: Links;
  readonly privacy: Privacy;
  readonly networks: Networks;
  readonly members: Members;
  readonly spaces: Spaces;
  readonly charters: Charters;
  readonly votes: Votes;
  readonly ballots: Ballots;
  readonly messenger: Messenger;
  readonly processes: Processes;
  readonly ledger: Ledger;
  readonly digests: Digests;
  readonly moderation: Moderation;
  readonly pages: Pages;
  readonly hashing: Hashing;
};

/** Every port over PostgreSQL, bound to one running transaction. */
export function bindPorts(session: Session, parts: PortParts): Ports {
  const { clock, pages, hashing } = parts;
  const ledger = bindLedger(session, parts);
  const processes = bindProcesses(session);
  return {
    clock,
    pages,
    hashing,
    ledger,
    processes,
    people: bindPeople(session),
    privacy: bindPrivacy(session),
    links: bindLinks(session, { ...parts, ledger }),
    networks: bindNetworks(session, { ...parts, ledger }),
    members: bindMembers(session, { clock, ledger }),
    spaces: bindSpaces(session, { ...parts, ledger }),
    charters: bindCharters(session, { clock, ledger }),
    votes: bindVotes(session, { ...parts, ledger, processes }),
    ballots: bindBallots(session),
    messenger: bindMessenger(session),
    digests: bindDigests(session, parts),
    moderation: bindModeration(session, parts),
  };
}
