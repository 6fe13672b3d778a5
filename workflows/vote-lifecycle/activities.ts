import { z } from 'zod';
import { NetworkId, VoteId } from '../../core/ids.ts';
import type { Closing, ClosingPorts, Lifecycle, Standing, Sweep, VoteRef } from '../../core/ports/lifecycle.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { revealWords } from '../../core/voting/hidden-vote.ts';
import { closedAnnouncement, outcomeMessage } from '../../core/voting/outcome-message.ts';
import { reminder } from '../../core/voting/reminder.ts';
import { apply } from './apply.ts';
import { openFollowing } from './open-following.ts';

/** The steps of a vote's process. Each may be repeated at any time and by anybody. */
export type VoteActivities = {
  readonly lookAtVote: (vote: VoteRef) => Promise<Standing>;
  /** Tells those who may vote and have not, as often as the charter says. */
  readonly remindVoters: (vote: VoteRef) => Promise<void>;
  readonly beginCounting: (vote: VoteRef) => Promise<void>;
  /** Asks every platform for what it never delivered. */
  readonly sweepForVote: (vote: VoteRef) => Promise<void>;
  /** The outcome, in one transaction: counted, sealed, stored, entered in the ledger, applied and told. */
  readonly publishVote: (vote: VoteRef) => Promise<void>;
};

export type VoteActivityParts = {
  readonly lifecycle: Lifecycle;
  /** One per platform. */
  readonly sweeps: readonly Sweep[];
  /** Counts the ballots and signs what came of it. */
  readonly count: (closing: Closing) => Bundle;
  /** The address of a vote's page; null where the instance has none that people can reach. */
  readonly pageOf: (vote: VoteId) => string | null;
};

export function createVoteActivities({ lifecycle, sweeps, count, pageOf }: VoteActivityParts): VoteActivities {
  return {
    lookAtVote: (vote) => lifecycle.look(Input.parse(vote)),
    remindVoters: (vote) => lifecycle.remind(Input.parse(vote), reminder),
    beginCounting: (vote) => lifecycle.beginCounting(Input.parse(vote)),
    sweepForVote: async (vote) => {
      const { network } = Input.parse(vote);
      await Promise.all(sweeps.map((sweep) => sweep(network)));
    },
    publishVote: async (vote) => {
      await lifecycle.finish(Input.parse(vote), async (closing, ports) => {
        const bundle = count({ ...closing, vote: revealWords(closing.vote) });
        // Sealed as it was written; shown in other words where those are hidden.
        const shown = closing.vote.hidden === undefined ? bundle : count(closing);
        await record(bundle, ports);
        await tellEverybody(shown, { ports, page: pageOf(closing.vote.id) });
        await apply(bundle, ports);
        await openFollowing(closing, bundle, ports);
        return bundle;
      });
    },
  };
}

/** What comes back from Temporal, where anybody with access to it may have started something. */
const Input = z.object({ network: NetworkId, vote: VoteId });

async function record({ network, vote, verdict, hash }: Bundle, { ledger }: ClosingPorts): Promise<void> {
  await ledger.append(network.id, { kind: 'vote.closed', body: { vote: vote.id, number: vote.number, verdict, hash } });
}

async function tellEverybody(bundle: Bundle, { ports, page }: { ports: ClosingPorts; page: string | null }): Promise<void> {
  const { network, vote } = bundle;
  const occasion = 'closed';
  await ports.messenger.post(network.id, { subject: `vote:${vote.id}`, occasion, message: closedAnnouncement(bundle) });
  await ports.messenger.post(network.id, { subject: `outcome:${vote.id}`, occasion, message: outcomeMessage(bundle, page) });
}
