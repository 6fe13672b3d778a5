import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVoteLifecycle } from '../../../adapters/temporal/processes.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import type { VoteRef } from '../../../core/ports/lifecycle.ts';
import { voteLifecycleId } from '../../../workflows/vote-lifecycle/contract.ts';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';
import { startTemporalServer, temporalPatience } from '../../servers/temporal.ts';
import type { TemporalServer } from '../../servers/temporal.ts';
import { log, openWorld } from './world.ts';

let server: TemporalServer;
let database: TestDatabase;
const ending = new AsyncDisposableStack();

beforeAll(async () => {
  [server, database] = await Promise.all([startTemporalServer(log), freshDatabase()]);
  ending.use(database);
  ending.defer(server.stop);
}, temporalPatience);

afterAll(() => ending.disposeAsync(), 60_000);

test('a worker that is killed while it waits, and in the middle of publishing, is replaced: one outcome and one change of the charter each', async () => {
  const world = ending.adopt(openWorld(database), ({ close }) => close());
  const temporal = await server.open();
  await using worker = await startWorkerProcess({ address: server.address, taskQueue: temporal.taskQueue, ...database });
  const [soon, later] = [await world.open({ closesIn: 500, charter: true }), await world.open({ closesIn: 5000, charter: true })];
  for (const vote of [soon, later]) {
    await world.cast(vote, { member: 0, option: 0 });
    await startVoteLifecycle(temporal, vote);
  }

  await worker.says('publishing');
  expect(await world.read(soon)).toMatchObject({ status: 'counting', entries: 0, ballots: null, charters: 1 });
  await worker.kill();
  const second = startWorker({ temporal, activities: world.activities, log });
  ending.defer(second.stop);

  const ended = (vote: VoteRef) => temporal.client.workflow.getHandle(voteLifecycleId(vote)).result();
  expect(await Promise.all([ended(soon), ended(later)])).toEqual(['closed', 'closed']);
  for (const vote of [soon, later]) {
    const { ballots, ...outcome } = await world.read(vote);
    expect(ballots).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 'closed', entries: 1, posts: 2, charters: 2 });
  }
}, 60_000);

async function startWorkerProcess(order: { address: string; taskQueue: string; ownerUrl: string; applicationUrl: string }) {
  const { address, taskQueue, ownerUrl, applicationUrl } = order;
  const script = new URL('worker-process.ts', import.meta.url).pathname;
  const parameters = [script, JSON.stringify({ address, taskQueue, ownerUrl, applicationUrl })];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const says = async (word: string) => {
    for (let line = await lines.next(); line.done !== true; line = await lines.next()) if (line.value === word) return;
    throw new Error(`the worker process ended before it said "${word}"`);
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  await says('ready');
  return { says, kill, [Symbol.asyncDispose]: kill };
}
