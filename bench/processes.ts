import { hashing } from '../adapters/crypto/sha256.ts';
import { createLifecycle } from '../adapters/postgres/lifecycle.ts';
import { startRelay } from '../adapters/postgres/relay.ts';
import { unlimited } from '../adapters/postgres/pace.ts';
import type { Sender } from '../core/ports/sender.ts';
import { countVote } from '../core/voting/count.ts';
import { createVoteActivities } from '../workflows/vote-lifecycle/activities.ts';
import { platform, quiet } from './stage.ts';
import type { Stage } from './stage.ts';

export type Processes = {
  /** Answers that nobody gave at once and that left by the outbox: key -> how often. */
  readonly answers: ReadonlyMap<string, number>;
  readonly stop: () => Promise<void>;
};

/**
 * What runs beside the door: the relay, a platform that takes whatever is sent, and the steps of a vote's process. They are
 * the product's own, taken here by the relay itself: Temporal would only say when.
 */
export function startProcesses({ house }: Stage): Processes {
  const { database, seal, signing, bindPorts } = house;
  const answers = new Map<string, number>();
  const activities = createVoteActivities({
    lifecycle: createLifecycle({ database, bind: bindPorts, lateness: () => 0 }),
    sweeps: [],
    count: (closing) => countVote(closing, { hashing, signing }),
    pageOf: () => null,
  });
  const chat: Sender = {
    send: async ({ key }) => {
      answers.set(key, (answers.get(key) ?? 0) + 1);
      return { kind: 'sent', externalId: key };
    },
  };
  const lifecycle: Sender = {
    send: async ({ task }) => {
      if (task.kind === 'vote-changed') {
        await activities.beginCounting(task);
        await activities.publishVote(task);
      }
      return { kind: 'sent', externalId: null };
    },
  };
  return {
    answers,
    ...startRelay({ database, senders: { [platform]: chat, temporal: lifecycle }, seal, log: quiet, limits: { default: unlimited } }),
  };
}
