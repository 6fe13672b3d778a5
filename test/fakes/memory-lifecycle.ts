import { generatePrivateKey, createSigning } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import type { Lifecycle } from '../../core/ports/lifecycle.ts';
import { countVote } from '../../core/voting/count.ts';
import { createVoteActivities } from '../../workflows/vote-lifecycle/activities.ts';
import { transact } from './memory.ts';
import type { Memory } from './memory.ts';
import { memoryCharters } from './memory-charters.ts';
import { memoryLedger, memoryMessenger } from './memory-messenger.ts';
import { memoryMembers, memoryNetworks } from './memory-networks.ts';
import { activeOf, countedBallots, electorsOf, memoryVotes } from './memory-votes.ts';

/** Takes every vote whose deadline has passed to its outcome, by the steps of the durable process. */
export async function closeDueVotes(memory: Memory): Promise<void> {
  const signing = createSigning(generatePrivateKey());
  const { publishVote } = createVoteActivities({
    lifecycle: memoryLifecycle(memory),
    sweeps: [],
    count: (closing) => countVote(closing, { hashing, signing }),
    pageOf: () => null,
  });
  beginCounting(memory);
  for (const { id, network, status } of memory.state.votes) if (status === 'counting') await publishVote({ network, vote: id });
}

/** From the deadline on, until the outcome is published. */
export function beginCounting({ state }: Memory): void {
  state.votes = state.votes.map((vote) => (vote.status === 'open' && vote.closesAt <= state.now ? { ...vote, status: 'counting' } : vote));
}

function memoryLifecycle(memory: Memory): Lifecycle {
  const notAsked = async (): Promise<never> => {
    throw new Error('only the last step is taken here');
  };
  return {
    look: notAsked,
    remind: notAsked,
    beginCounting: notAsked,
    unfinished: notAsked,
    finish: ({ vote: id }, publish) =>
      transact(memory, async () => {
        const vote = memory.state.votes.find((known) => known.id === id);
        const network = vote === undefined ? null : await memoryNetworks(memory).find(vote.network);
        if (vote === undefined || network === null) return false;
        const closing = {
          vote,
          network,
          electors: electorsOf(memory, id).length,
          active: activeOf(memory, id),
          ballots: countedBallots(memory, id),
        };
        const ports = {
          ledger: memoryLedger(memory),
          charters: memoryCharters(memory),
          members: memoryMembers(memory),
          votes: memoryVotes(memory),
          messenger: memoryMessenger(memory),
          clock: { now: () => memory.state.now },
        };
        const bundle = await publish(closing, ports);
        memory.state.votes = memory.state.votes.map((known) => (known.id === id ? { ...known, status: 'closed', bundle } : known));
        return true;
      }),
  };
}
