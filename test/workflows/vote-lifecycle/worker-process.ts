/**
 * A worker in a process of its own, to be killed: it says "ready", and "publishing" when it is in the middle of an open
 * transaction, out of which it never comes.
 */
import { z } from 'zod';
import { openTemporal } from '../../../adapters/temporal/connection.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import { log, openWorld } from './world.ts';

const Order = z.object({ address: z.string(), taskQueue: z.string(), ownerUrl: z.string(), applicationUrl: z.string() });
const { address, taskQueue, ...urls } = Order.parse(JSON.parse(process.argv[2] ?? ''));

const { activities } = openWorld(urls, {
  count: () => {
    process.stdout.write('publishing\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    throw new Error('woken');
  },
});
const temporal = await openTemporal({ address, namespace: 'default', taskQueue, apiKey: null, tls: null });
await startWorker({ temporal, activities, log }).ready;
process.stdout.write('ready\n');
