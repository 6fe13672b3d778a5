import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { createIntake } from '../../../adapters/postgres/intake.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { NetworkId, PlatformName } from '../../../core/ids.ts';
import type { Arrival, Intake, IntakeEvent } from '../../../core/ports/intake.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

type Ports = { readonly note: (text: string) => Promise<void> };

const log = pino({ level: 'silent' });
let server: TestDatabase;
let database: Database;
let intake: Intake<Ports>;
const network = NetworkId.parse(randomUUID());
beforeAll(async () => {
  server = await freshDatabase();
  database = openDatabase({ url: async () => server.applicationUrl, log });
  intake = createIntake<Ports>({
    database,
    seal: createSeal(testSecret),
    bindPorts: ({ prisma }) => ({
      note: async (text) => void (await prisma.inbox.create({ data: { platform: 'note', installation: '', eventId: text } })),
    }),
  });
  await database.transact(async ({ prisma, enter }) => {
    await enter(network);
    await prisma.network.create({ data: { id: network, name: 'Home', console: true, createdAt: new Date() } });
    await prisma.space.create({
      data: { id: randomUUID(), networkId: network, platform: 'chat', installation: '', externalId: 'bound', boundAt: new Date() },
    });
  });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

function event(change: Partial<IntakeEvent> = {}): IntakeEvent {
  return {
    platform: PlatformName.parse('chat'),
    installation: '',
    id: randomUUID(),
    author: { externalId: `u-${randomUUID()}`, displayName: 'Ada' },
    conversation: 'unbound',
    ...change,
  };
}

const arrivalOf = (heard: IntakeEvent) => intake.receive(heard, async (arrival) => arrival);
const notes = (text: string) => database.transact(({ prisma }) => prisma.inbox.count({ where: { platform: 'note', eventId: text } }));
const reader = { language: 'en', timeZone: 'UTC' };
const reply = { to: { token: 'secret-token' }, message: { text: [] }, audience: 'author', reader } as const;

describe('the intake', () => {
  it('knows a person from the first event on, and the network of the place', async () => {
    const author = { externalId: 'ada', displayName: 'Ada' };
    const first = await arrivalOf(event({ author }));
    expect(first).toMatchObject({
      network: null,
      membership: 'none',
      draft: null,
      settings: { timeZone: null, language: null, quietHours: null },
    });
    await database.transact(async ({ prisma, enter }) => {
      await enter(network);
      await prisma.person.update({ where: { id: first?.person ?? '' }, data: { timeZone: 'Europe/Berlin' } });
      await prisma.membership.create({ data: { networkId: network, personId: first?.person ?? '', status: 'member', since: new Date() } });
    });
    const second = await arrivalOf(event({ author: { ...author, displayName: 'Ada L.' }, conversation: 'bound' }));
    expect(second).toMatchObject({
      account: first?.account,
      person: first?.person,
      network: { id: network, name: 'Home', console: true },
      membership: 'member',
      settings: { timeZone: 'Europe/Berlin' },
    });
    const account = await database.transact(({ prisma }) => prisma.account.findUnique({ where: { id: first?.account ?? '' } }));
    expect(account?.displayName).toBe('Ada L.');
  });

  it('takes an event in once, however often and however concurrently it comes', async () => {
    const same = event();
    let runs = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        intake.receive(same, async (_arrival, { note }) => {
          runs += 1;
          await note(same.id);
          return 'done';
        }),
      ),
    );
    expect(results.filter((result) => result === 'done').length).toBe(1);
    expect(await intake.receive(same, async () => 'again')).toBe(null);
    expect({ runs, notes: await notes(same.id) }).toEqual({ runs: 1, notes: 1 });
  });

  it('makes one person of many first events of one author', async () => {
    const author = { externalId: 'bob', displayName: 'Bob' };
    const arrivals = await Promise.all(Array.from({ length: 12 }, () => arrivalOf(event({ author }))));
    expect(new Set(arrivals.map((arrival) => arrival?.person)).size).toBe(1);
  });

  it('undoes everything when the work throws, passes the error on, and takes the repetition in', async () => {
    const heard = event();
    const failing = intake.receive(heard, async (_arrival, { note, answer }) => {
      await note(heard.id);
      await answer(reply);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const left = await database.transact(async ({ prisma }) => ({
      accounts: await prisma.account.count({ where: { externalId: heard.author.externalId } }),
      answers: await prisma.outbox.count({ where: { key: { contains: heard.id } } }),
    }));
    expect({ ...left, notes: await notes(heard.id) }).toEqual({ accounts: 0, answers: 0, notes: 0 });
    expect(await intake.receive(heard, async () => 'now')).toBe('now');
  });

  it('lets a waiting duplicate do the work when the first one fails', async () => {
    const same = event();
    const reached = Promise.withResolvers<void>();
    const first = intake.receive(same, async () => {
      reached.resolve();
      await new Promise((resolve) => setTimeout(resolve, 80));
      throw new Error('crashed');
    });
    await reached.promise;
    const second = intake.receive(same, async () => 'taken over');
    await expect(first).rejects.toThrow('crashed');
    expect(await second).toBe('taken over');
  });

  it('keeps the answer sealed and later than the platform itself gives it, and forgets it once it was given', async () => {
    const heard = event();
    const key = (await intake.receive(heard, (_arrival, { answer }) => answer(reply))) ?? '';
    const row = () => database.transact(({ prisma }) => prisma.outbox.findUniqueOrThrow({ where: { key } }));
    const waiting = await row();
    expect(waiting.status).toBe('due');
    expect(waiting.dueAt.getTime() - waiting.createdAt.getTime()).toBe(5_000);
    expect(JSON.stringify(waiting.delivery)).not.toContain('secret-token');
    await intake.answered(key);
    expect(await row()).toMatchObject({ status: 'sent', delivery: {} });
  });

  it('keeps a draft per conversation, gives it back, and drops an expired one with a note', async () => {
    const author = { externalId: 'cleo', displayName: 'Cleo' };
    const draft = { command: 'vote open', answers: { question: 'Which?' }, asking: 'options', expiresAt: new Date(Date.now() + 60_000) };
    await intake.receive(event({ author }), (_arrival, { drafts }) => drafts.keep(draft));
    expect(await arrivalOf(event({ author }))).toMatchObject({ draft });
    expect(await arrivalOf(event({ author, conversation: 'elsewhere' }))).toMatchObject({ draft: null });
    await intake.receive(event({ author }), (_arrival, { drafts }) => drafts.keep({ ...draft, expiresAt: new Date(Date.now() - 1_000) }));
    const expired = await arrivalOf(event({ author }));
    expect(expired).toMatchObject({ draft: null, expiredDraft: { command: 'vote open' } });
    expect((await arrivalOf(event({ author })))?.expiredDraft).toBe(undefined);
    await intake.receive(event({ author }), (_arrival, { drafts }) => drafts.keep(draft));
    await intake.receive(event({ author }), (_arrival, { drafts }) => drafts.drop());
    expect(await arrivalOf(event({ author }))).toMatchObject({ draft: null });
  });

  it('stores nothing when it takes too long, and says that it may be repeated', async () => {
    const hasty = createIntake({ database, seal: createSeal(testSecret), bindPorts: (session) => ({ session }), timeout: 100 });
    const inOneStatement = event();
    await expect(hasty.receive(inOneStatement, (_arrival, { session }) => session.sql.query('select pg_sleep(3)'))).rejects.toMatchObject({
      code: 'intake-busy',
    });
    const outside = event();
    await expect(hasty.receive(outside, () => new Promise((resolve) => setTimeout(resolve, 150)))).rejects.toMatchObject({
      code: 'intake-busy',
    });
    for (const heard of [inOneStatement, outside]) expect(await intake.receive(heard, async () => 'now')).toBe('now');
  });

  it('sends away at once whoever could not begin in time, and serves those who can still be served', async () => {
    const narrow = openDatabase({ url: async () => server.applicationUrl, size: 1, log });
    const door = { database: narrow, seal: createSeal(testSecret), bindPorts: () => ({}) };
    const [hasty, patient] = [createIntake({ ...door, timeout: 400 }), createIntake({ ...door, timeout: 60_000 })];
    const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const begun: string[] = [];
    const note = (name: string) => async () => void begun.push(name);
    const first = patient.receive(event(), async () => {
      begun.push('first');
      reached.resolve();
      await gate.promise;
    });
    await reached.promise;
    const late = hasty.receive(event(), note('late')).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 450));
    const punctual = patient.receive(event(), note('punctual'));
    gate.resolve();
    expect(await late).toMatchObject({ code: 'intake-busy' });
    await Promise.all([first, punctual]);
    expect(begun).toEqual(['first', 'punctual']);
    await narrow.close();
  });

  it('refuses at once where so many wait already that nobody who joins them is served in time', async () => {
    const narrow = openDatabase({ url: async () => server.applicationUrl, size: 1, log });
    const door = createIntake({ database: narrow, seal: createSeal(testSecret), bindPorts: () => ({}), timeout: 2_000 });
    const gate = Promise.withResolvers<void>();
    // It has seen what one takes: 20 ms or more.
    for (let times = 0; times < 40; times += 1) await door.receive(event(), () => new Promise((resolve) => setTimeout(resolve, 20)));
    const first = door.receive(event(), () => gate.promise);
    const ends = Array.from({ length: 400 }, () => door.receive(event(), async () => 'taken in').catch((error: unknown) => error));
    // Refused while nothing ends: those who wait have not been answered, and the gate is shut.
    expect(await ends.at(-1)).toMatchObject({ code: 'intake-busy' });
    gate.resolve();
    await first;
    expect(await ends[0]).toBe('taken in');
    await narrow.close();
  });

  it('counts the time from the arrival, so that what waited elsewhere is refused in time as well', async () => {
    const heard = event();
    await expect(intake.receive(heard, async () => 'now', performance.now() - 60_000)).rejects.toMatchObject({ code: 'intake-busy' });
    expect(await intake.receive(heard, async () => 'now')).toBe('now');
  });

  it('takes hostile names as they can be stored', async () => {
    const hostile: Arrival | null = await arrivalOf(
      event({ author: { externalId: 'x\0y', displayName: 'N\0UL \ud800 __proto__' }, id: 'e\0vent \udfff' }),
    );
    const account = await database.transact(({ prisma }) => prisma.account.findUnique({ where: { id: hostile?.account ?? '' } }));
    expect(account).toMatchObject({ externalId: 'xy', displayName: 'NUL \ufffd __proto__' });
  });
});
