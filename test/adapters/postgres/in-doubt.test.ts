import { randomUUID } from 'node:crypto';
import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { createIntake } from '../../../adapters/postgres/intake.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { Refusal } from '../../../core/errors.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { IntakeEvent } from '../../../core/ports/intake.ts';
import { say } from '../../../core/text/text.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

let server: TestDatabase;
let wire: Wire;
let database: Database;
let cleanup: AsyncDisposableStack;
beforeEach(async () => {
  cleanup = new AsyncDisposableStack();
  server = cleanup.use(await freshDatabase());
  wire = cleanup.adopt(await openWire(server.applicationUrl), ({ close }) => close());
  database = cleanup.adopt(openDatabase({ url: async () => wire.url, log: pino({ level: 'silent' }) }), ({ close }) => close());
});
afterEach(() => cleanup.disposeAsync());

const write = (id: string) => (): Promise<unknown> =>
  database.transact(({ sql }) => sql.query("insert into inbox (platform, installation, event_id) values ('test', '', $1)", [id]));

async function stored(id: string): Promise<number> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  const { rowCount } = await owner.query('select 1 from inbox where event_id = $1', [id]);
  await owner.end();
  return rowCount ?? 0;
}

describe('when the confirmation of a commit is lost', () => {
  it('a transaction that may not be repeated says that it is in doubt', async () => {
    wire.cutAtCommit();
    await expect(write('once')()).rejects.toMatchObject({ code: 'commit-in-doubt' });
    expect(await stored('once')).toBe(1);
  });

  it('one that may be repeated finds out', async () => {
    const work = database.transact(
      async ({ sql }) =>
        (await sql.query("insert into inbox (platform, installation, event_id) values ('test', '', 'twice') on conflict do nothing"))
          .rowCount,
      { repeat: true },
    );
    wire.cutAtCommit();
    await expect(work).resolves.toBe(0);
    expect(await stored('twice')).toBe(1);
  });

  it('one that cannot find out in time is in doubt, and one that fails by itself is not', async () => {
    let runs = 0;
    const work = (fails: boolean) => async () => {
      if ((runs += 1) > 1 && fails) throw new Refusal(say('discord.no'));
    };
    wire.cutAtCommit({ forGood: true });
    await expect(database.transact(work(false), { repeat: true, until: performance.now() + 300 })).rejects.toMatchObject({
      code: 'commit-in-doubt',
    });
    wire.mend();
    runs = 0;
    wire.cutAtCommit();
    await expect(database.transact(work(true), { repeat: true })).rejects.toBeInstanceOf(Refusal);
  });

  it('an event gets no answer that may be a lie: what was stored is answered from the outbox', async () => {
    const intake = createIntake({ database, seal: createSeal(testSecret), bindPorts: () => ({}), timeout: 500 });
    const event: IntakeEvent = {
      platform: PlatformName.parse('chat'),
      installation: '',
      id: randomUUID(),
      author: { externalId: 'ada', displayName: 'Ada' },
      conversation: 'here',
    };
    const receive = () =>
      intake.receive(event, async (_, { answer }) =>
        answer({ to: {}, message: { text: [] }, audience: 'author', reader: { language: 'en', timeZone: 'UTC' } }),
      );
    wire.cutAtCommit({ forGood: true });
    await expect(receive()).resolves.toBeNull();
    wire.mend();
    await expect(receive()).resolves.toBeNull();
    expect(await stored(event.id)).toBe(1);
    expect(await database.transact(({ prisma }) => prisma.outbox.count({ where: { status: 'due' } }))).toBe(1);
  });
});

type Wire = {
  readonly url: string;
  /** The next commit is done, its confirmation does not arrive. `forGood`: nor does anything else before `mend`. */
  readonly cutAtCommit: (how?: { forGood: boolean }) => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

/** Between the product and PostgreSQL. */
async function openWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  const state = { cuts: false, forGood: false, isCut: false };
  const wire = createServer((client) => {
    if (state.isCut) return void client.destroy();
    const postgres = connect(Number(port), hostname);
    for (const socket of [client, postgres]) socket.on('error', () => {});
    client.on('close', () => postgres.destroy());
    postgres.on('close', () => client.destroy());
    client.pipe(postgres);
    postgres.on('data', (data) => {
      if (!state.cuts || !data.includes('COMMIT\0')) return void client.write(data);
      state.cuts = false;
      state.isCut = state.forGood;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((wire.address() as AddressInfo).port);
  return {
    url: url.href,
    cutAtCommit: ({ forGood } = { forGood: false }) => void Object.assign(state, { cuts: true, forGood }),
    mend: () => void Object.assign(state, { cuts: false, isCut: false }),
    close: async () => void wire.close(),
  };
}
