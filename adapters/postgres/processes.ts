import type { Processes } from '../../core/ports/messenger.ts';
import { enqueue } from './outbox.ts';
import type { Session } from './session.ts';

/** The durable processes are asked through the outbox: asked if and only if the transaction commits. */
export function bindProcesses(session: Session): Processes {
  const sendTo = { platform: 'temporal', installation: '' };
  return {
    startVote: async ({ network, vote }) => {
      const task = { kind: 'start-vote', network, vote } as const;
      await enqueue(session, { ...sendTo, key: `vote:${vote}:start`, route: `vote:${vote}`, network, task });
    },
    voteChanged: async ({ network, vote, occasion }) => {
      const task = { kind: 'vote-changed', network, vote } as const;
      await enqueue(session, { ...sendTo, key: `vote:${vote}:changed:${occasion}`, route: `vote:${vote}`, network, task });
    },
    startJury: async ({ network, case: id }) => {
      const task = { kind: 'start-jury', network, case: id } as const;
      await enqueue(session, { ...sendTo, key: `jury:${id}:start`, route: `jury:${id}`, network, task });
    },
  };
}
