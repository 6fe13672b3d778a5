import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import { NetworkId } from '../../../core/ids.ts';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

const log = pino({ level: 'silent' });
let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await freshDatabase();
  database = openDatabase({ url: async () => server.applicationUrl, size: 4, log });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const count = (eventId: string) => database.transact(({ prisma }) => prisma.inbox.count({ where: { eventId } }));

const note = (id: string) => ({
  name: 'test.note',
  text: "insert into inbox (platform, installation, event_id) values ('test', 'ends', $1) returning event_id",
  values: [id],
});

describe('transact', () => {
  it('commits what sql and prisma wrote together', async () => {
    await database.transact(async ({ sql, prisma }) => {
      await prisma.inbox.create({ data: { platform: 'test', installation: 'a', eventId: 'both' } });
      await sql.query("insert into inbox (platform, installation, event_id) values ('test', 'b', 'both')");
      expect(await prisma.inbox.count({ where: { eventId: 'both' } })).toBe(2);
    });
    expect(await count('both')).toBe(2);
  });

  it('undoes both when the work throws, and passes the error on', async () => {
    const work = database.transact(async ({ sql, prisma }) => {
      await prisma.inbox.create({ data: { platform: 'test', installation: 'a', eventId: 'none' } });
      await sql.query("insert into inbox (platform, installation, event_id) values ('test', 'b', 'none')");
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await count('none')).toBe(0);
  });

  it("keeps prisma's own transactions within ours", async () => {
    const work = database.transact(async ({ prisma }) => {
      const person = randomUUID();
      await prisma.$transaction([
        prisma.person.create({ data: { id: person, createdAt: new Date() } }),
        prisma.inbox.create({ data: { platform: 'test', installation: 'a', eventId: 'nested' } }),
      ]);
      throw new Error('after the nested one was committed');
    });
    await expect(work).rejects.toThrow('after the nested one');
    expect(await count('nested')).toBe(0);
  });

  it('does not pretend a commit when a failed statement was swallowed', async () => {
    const work = database.transact(async ({ sql }) => {
      await sql.query('select 1 / 0').catch(() => {});
    });
    await expect(work).rejects.toMatchObject({ code: 'transaction-undone' });
  });

  it('refuses a query that comes after the end', async () => {
    const late = await database.transact(
      async ({ sql }) =>
        () =>
          sql.query('select 1'),
    );
    await expect(late()).rejects.toMatchObject({ code: 'transaction-over' });
  });

  it('forgets the entered network with the transaction', async () => {
    const entered = () => database.transact(({ sql }) => sql.query<{ network: string | null }>('select entered_network() as network'));
    await Promise.all(Array.from({ length: 8 }, () => database.transact(({ enter }) => enter(NetworkId.parse(randomUUID())))));
    expect((await entered()).rows).toEqual([{ network: null }]);
  });

  it('gives up a statement that takes longer than allowed', async () => {
    const work = database.transact(({ sql }) => sql.query('select pg_sleep(5)'), { timeout: 50 });
    await expect(work).rejects.toMatchObject({ code: '57014' });
  });

  it('gives each transaction its own limits, whatever the one before it on the connection had', async () => {
    const one = openDatabase({ url: async () => server.applicationUrl, size: 1, log });
    const text = "select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock";
    const limits = (how: { timeout?: number }) =>
      one.transact(async ({ sql }) => (await sql.query({ name: 'test.limits', text })).rows[0], how);
    const usual = { statement: '30s', lock: '0' };
    const short = { statement: '70ms', lock: '70ms' };
    for (const timeout of [0, 70, 70, 0, 70, 0, 0])
      expect(await limits(timeout === 0 ? {} : { timeout })).toEqual(timeout === 0 ? usual : short);
    await expect(one.transact(({ sql }) => sql.query('select pg_sleep(5)'), { timeout: 70 })).rejects.toMatchObject({ code: '57014' });
    expect(await limits({})).toEqual(usual);
    await one.close();
  });

  it('runs a first statement with the beginning, and a last one with the commit', async () => {
    const rows = await database.transact(
      async (session, first) => {
        session.last(note('last'));
        session.last(note('very last'));
        expect(await count('first')).toBe(0);
        return first;
      },
      { first: note('first') },
    );
    expect(rows).toEqual([{ event_id: 'first' }]);
    expect([await count('first'), await count('last'), await count('very last')]).toEqual([1, 1, 1]);
  });

  it('undoes all when the first or the last statement fails, and does not begin the work after a failed first one', async () => {
    let begun = 0;
    const work = async (session: Session) => {
      begun += 1;
      await session.sql.query(note('work'));
      session.last(note('taken'));
    };
    await database.transact(async ({ sql }) => sql.query(note('taken')));
    await expect(database.transact(work)).rejects.toMatchObject({ code: '23505' });
    await expect(database.transact(work, { first: note('taken') })).rejects.toMatchObject({ code: '23505' });
    expect([begun, await count('work')]).toEqual([1, 0]);
  });

  it('enters a network once, and again after another', async () => {
    const [here, there] = [NetworkId.parse(randomUUID()), NetworkId.parse(randomUUID())];
    const seen = await database.transact(async ({ sql, enter, entered }) => {
      const where = async () => (await sql.query('select entered_network() as network')).rows[0]?.['network'];
      const places: unknown[] = [];
      for (const network of [here, here, there, here]) {
        await enter(network);
        places.push(await where());
      }
      await sql.query("select set_config('coop.network', $1, true)", [there]);
      entered(there);
      await enter(here);
      return [...places, await where()];
    });
    expect(seen).toEqual([here, here, there, here, here]);
  });

  it('has enough connections for more work than connections', async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        database.transact(async ({ sql }) => (await sql.query('select $1::int as i', [i])).rows[0]?.['i']),
      ),
    );
    expect(results).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('repeats after a lost connection only what may be repeated', async () => {
    let runs = 0;
    const kill = async () => {
      const owner = new pg.Client({ connectionString: server.ownerUrl });
      await owner.connect();
      await owner.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'coop' and state like 'idle in%'",
      );
      await owner.end();
    };
    const work = async ({ sql }: { sql: { query: (text: string) => Promise<unknown> } }) => {
      runs += 1;
      await sql.query('select 1');
      if (runs === 1) await kill();
      await sql.query('select 2');
      return 'done';
    };
    await expect(database.transact(work)).rejects.toThrow();
    runs = 0;
    expect(await database.transact(work, { repeat: true })).toBe('done');
    expect(runs).toBe(2);
  });

  it('settles a deadlock by repeating', async () => {
    await database.transact(({ sql }) =>
      sql.query("insert into inbox (platform, installation, event_id) values ('test', 'dead', 'a'), ('test', 'dead', 'b')"),
    );
    const lock = (first: string, second: string) =>
      database.transact(
        async ({ sql }) => {
          const touch = (id: string) =>
            sql.query("update inbox set received_at = now() where installation = 'dead' and event_id = $1", [id]);
          await touch(first);
          await new Promise((resolve) => setTimeout(resolve, 60));
          await touch(second);
        },
        { repeat: true },
      );
    await expect(Promise.all([lock('a', 'b'), lock('b', 'a')])).resolves.toBeDefined();
  });
});

describe('whenQueued', () => {
  it('wakes at once in this process and soon in others, after a commit only', async () => {
    const other = openDatabase({ url: async () => server.applicationUrl, log });
    const heard = { here: 0, there: 0 };
    const stops = [database.whenQueued(() => (heard.here += 1)), other.whenQueued(() => (heard.there += 1))];
    await database
      .transact(async ({ queued }) => {
        queued();
        throw new Error('undone');
      })
      .catch(() => {});
    expect(heard).toEqual({ here: 0, there: 0 });
    await database.transact(async ({ queued }) => queued());
    expect(heard.here).toBe(1);
    while (heard.there === 0) {
      await database.transact(async ({ queued }) => queued());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const stop of stops) await stop();
    await other.close();
  });
});
