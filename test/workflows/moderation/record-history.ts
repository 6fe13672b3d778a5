/**
 * Records the history that the replay test runs again: `node test/workflows/moderation/record-history.ts`.
 * Only for a first recording: see test/workflows/record-history.ts.
 */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import pino from 'pino';
import { startJury } from '../../../adapters/temporal/juries.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import { CaseId, NetworkId } from '../../../core/ids.ts';
import type { JuryActivities } from '../../../workflows/moderation/activities.ts';
import { juryProcessId } from '../../../workflows/moderation/contract.ts';
import { startTemporalServer } from '../../servers/temporal.ts';

const log = pino({ level: 'warn' });
const server = await startTemporalServer(log);
const temporal = await server.open({ taskQueue: 'cooperatus' });

// Somebody is silent and replaced, somebody else too, and then it decides.
const waits = [1000, 500, null];
const activities: JuryActivities = { bringJuryOn: async () => ({ wait: waits.shift() ?? null }) };
const worker = startWorker({ temporal, activities, log });
await worker.ready;
const jury = { network: NetworkId.parse(randomUUID()), case: CaseId.parse(randomUUID()) };
await startJury(temporal, jury);
const handle = temporal.client.workflow.getHandle(juryProcessId(jury));
await handle.result();

// Without the name of the machine that recorded it.
const text = historyToJSON(await handle.fetchHistory()).replaceAll(/\d+@[\w.-]+/g, 'recorder');
await writeFile(new URL('../../fixtures/histories/jury.json', import.meta.url), `${text}\n`);
await worker.stop();
await server.stop();
