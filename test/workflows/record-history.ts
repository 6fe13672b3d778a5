/**
 * Records the history that the replay test runs again: `node test/workflows/record-history.ts`.
 * Only for a first recording. When a change of a workflow breaks the replay of the saved one, the change breaks votes that
 * are running: guard it with patched() and record a second history beside the first.
 */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pino from 'pino';
import { createProcessSender } from '../../adapters/temporal/processes.ts';
import { startWorker } from '../../adapters/temporal/worker.ts';
import { NetworkId, VoteId } from '../../core/ids.ts';
import { voteLifecycleId } from '../../workflows/vote-lifecycle/contract.ts';
import { startTemporalServer } from '../servers/temporal.ts';
import { createRememberedLifecycle } from './vote-lifecycle/remembered-lifecycle.ts';

const log = pino({ level: 'warn' });
const server = await startTemporalServer(log);
const temporal = await server.open({ taskQueue: 'cooperatus' });
const vote = { network: NetworkId.parse(randomUUID()), vote: VoteId.parse(randomUUID()) };
const activities = createRememberedLifecycle({ status: 'open', closesAt: Date.now() + 60_000, lateness: 500 });
const worker = startWorker({ temporal, activities, log });
await worker.ready;

// A vote of a day is opened, extended, closed early, waits for late ballots, and is published.
const { send } = createProcessSender(temporal, log);
await send({ key: 'opened', installation: '', attempts: 0, task: { kind: 'start-vote', ...vote } });
for (const closesAt of [Date.now() + 120_000, Date.now() + 1500]) {
  await sleep(1000);
  activities.vote.closesAt = closesAt;
  await send({ key: `changed-${closesAt}`, installation: '', attempts: 0, task: { kind: 'vote-changed', ...vote } });
}
const handle = temporal.client.workflow.getHandle(voteLifecycleId(vote));
await handle.result();

// Without the name of the machine that recorded it.
const text = historyToJSON(await handle.fetchHistory()).replaceAll(/\d+@[\w.-]+/g, 'recorder');
await writeFile(new URL('../fixtures/histories/vote-lifecycle.json', import.meta.url), `${text}\n`);
process.stdout.write(`${activities.steps.join('\n')}\n`);
await worker.stop();
await server.stop();
