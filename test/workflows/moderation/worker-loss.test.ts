import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { Ports } from '../../../adapters/postgres/ports.ts';
import { createUndecidedJuries } from '../../../adapters/postgres/moderation.ts';
import { startJury, startRebuildingJuries } from '../../../adapters/temporal/juries.ts';
import type { Temporal } from '../../../adapters/temporal/connection.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import { CaseId } from '../../../core/ids.ts';
import { askAbout } from '../../../core/moderation/ask-about.ts';
import { moderatedVotes } from '../../../core/voting/moderated-votes.ts';
import { createJuryActivities } from '../../../workflows/moderation/activities.ts';
import { juryProcessId } from '../../../workflows/moderation/contract.ts';
import { createPortWorld } from '../../adapters/postgres/port-world.ts';
import type { PortWorld } from '../../adapters/postgres/port-world.ts';
import { startTemporalServer, temporalPatience } from '../../servers/temporal.ts';

vi.setConfig({ testTimeout: 40_000 });

const log = pino({ level: 'silent' });
const ending = new AsyncDisposableStack();
let world: PortWorld;
let temporal: Temporal;

beforeAll(async () => {
  const server = await startTemporalServer(log);
  ending.defer(server.stop);
  world = ending.use(await createPortWorld());
  temporal = await server.open();
}, temporalPatience);
afterAll(() => ending.disposeAsync(), 60_000);

const createWorker = () =>
  startWorker({
    temporal,
    log,
    activities: createJuryActivities<Ports>({
      transact: (work) => world.database.transact((session) => work(bindPorts(session, world.parts))),
      kinds: [moderatedVotes],
    }),
  });

/** Five members, two of whom report a vote of the first: the other two are the jury. */
async function convene() {
  const members = await Promise.all(['Ada', 'Bea', 'Cem', 'Dan', 'Eve', 'Fay'].map((name) => world.meet(name)));
  const [ada, ...others] = members;
  if (ada === undefined) throw new Error('nobody is there');
  const network = await world.found([ada, ...others]);
  const vote = await world.openVote(network, { openedBy: ada.person });
  for (const { person } of others.slice(0, 3)) {
    await world.act(async (ports) => {
      const text = await moderatedVotes.byId(network.id, vote.id, ports);
      if (text === null) throw new Error('no such vote');
      return askAbout(moderatedVotes, { network: network.id, person, text, asked: 'hide', reason: null }, ports);
    });
  }
  const [row] = await world.look<{ id: string }>('select id from moderation_case where network_id = $1', [network.id]);
  const jury = { network: network.id, case: CaseId.parse(row?.id) };
  return { jury, status: async () => (await world.act(({ moderation }) => moderation.byId(jury)))?.status };
}

const timeIsOver = (jury: { case: string }) =>
  world.look("update moderation_juror set due_at = now() + interval '1 second' where case_id = $1", [jury.case]);

test('a jury whose worker is gone in the middle of its time ends with the next one', async () => {
  const { jury, status } = await convene();
  await timeIsOver(jury);
  const first = createWorker();
  await first.ready;
  expect(await startJury(temporal, jury)).toBe(true);
  expect(await startJury(temporal, jury)).toBe(false);
  await first.stop();
  expect(await status()).toBe('jury');
  const second = createWorker();
  try {
    await temporal.client.workflow.getHandle(juryProcessId(jury)).result();
    expect(await status()).toBe('shown');
  } finally {
    await second.stop();
  }
});

test('a jury that Temporal has lost goes on', async () => {
  const { jury, status } = await convene();
  await timeIsOver(jury);
  const worker = createWorker();
  await worker.ready;
  const rebuilding = startRebuildingJuries({ temporal, juries: createUndecidedJuries(world.database), log });
  try {
    await expect.poll(status, { timeout: 20_000 }).toBe('shown');
  } finally {
    await rebuilding.stop();
    await worker.stop();
  }
});
