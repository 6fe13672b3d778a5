/**
 * Records the history that the replay test runs again: `node test/workflows/digest/record-history.ts`.
 * Only for a first recording: see test/workflows/record-history.ts.
 */
import { writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pino from 'pino';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import type { DigestActivities } from '../../../workflows/digest/activities.ts';
import { digestRoundType } from '../../../workflows/digest/contract.ts';
import type { DigestRound } from '../../../workflows/digest/contract.ts';
import { startTemporalServer } from '../../servers/temporal.ts';

const log = pino({ level: 'warn' });
const server = await startTemporalServer(log);
const temporal = await server.open({ taskQueue: 'cooperatus' });

// The round comes a second too early, tells two batches, and is over.
const waits = [1000, 0, 0, null];
const activities: DigestActivities = { tellSpaces: async () => ({ wait: waits.shift() ?? null }) };
const worker = startWorker({ temporal, activities, log });
await worker.ready;
const handle = await temporal.client.workflow.start<DigestRound>(digestRoundType, {
  taskQueue: temporal.taskQueue,
  workflowId: 'digest',
  args: [{ every: 'weekly', weekday: 'monday', time: '09:00', timeZone: 'Europe/Berlin' }],
});
await handle.result();

// Without the name of the machine that recorded it.
const text = historyToJSON(await handle.fetchHistory()).replaceAll(/\d+@[\w.-]+/g, 'recorder');
await writeFile(new URL('../../fixtures/histories/digest-round.json', import.meta.url), `${text}\n`);
await worker.stop();
await server.stop();
