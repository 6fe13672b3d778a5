import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { attachConsole } from '../../cli/chat/attach-console.ts';
import type { ConsoleClient } from '../../cli/chat/attach-console.ts';
import { freshDatabase, testSecret } from '../servers/database.ts';
import { startTemporalServer } from '../servers/temporal.ts';
import { openApp } from './app.ts';
import type { App } from './app.ts';

/** Of one jury, as the database and the people have it. */
export type JuryRecord = {
  readonly reports: number;
  readonly asked: number;
  readonly draws: number;
  readonly drawn: number;
  readonly decisions: number;
  readonly hidden: string | null;
  /** How often each who was drawn read that they were. */
  readonly calls: readonly number[];
  /** How often the author and each who reported read the verdict. */
  readonly verdicts: readonly number[];
};

/** Each may report five texts in a day, and three report each. */
const names = ['bea', 'cem', 'dan', 'eve', 'fay', 'gil', 'hal', 'ida', 'jan', 'kim', 'lou', 'max'] as const;

/**
 * Members report votes and sit on juries at terminals while the whole program is killed -9 twice for each jury: while three report, so
 * between a report, the draw and the call of the jury, and while the jury answers. What nobody answered is said again, with the same ids.
 */
export async function killInJuries(juries: number): Promise<{ readonly records: readonly JuryRecord[]; readonly app: App['collapses'] }> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await freshDatabase());
  const temporal = await startTemporalServer();
  stack.defer(() => temporal.stop());
  const app = stack.use(
    await openApp({
      DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_TASK_QUEUE: randomUUID(),
      COOP_SECRET: testSecret.toString('utf8'),
    }),
  );
  const book = new pg.Client({ connectionString: database.ownerUrl });
  await book.connect();
  stack.defer(() => book.end());
  await app.start().runs;

  const people = new Map<string, Terminal>();
  for (const name of ['ada', ...names]) people.set(name, await openTerminal(app.home, name));
  stack.defer(async () => void (await Promise.all([...people.values()].map(({ client }) => client.leave()))));
  const person = (name: string): Terminal => {
    const found = people.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  };
  await person('ada').client.say('network create "Night Bakers" --console');
  await Promise.all(names.map((name) => person(name).client.say('join "Night Bakers"')));

  const records: JuryRecord[] = [];
  for (let round = 0; round < juries; round += 1) {
    const number = round + 1;
    const reporters = [0, 1, 2].map((place) => names[(3 * round + place) % names.length] ?? '');
    await person('ada').client.say(`vote open "Question ${number}?" --options Yes,No --for 2d`);
    await strikeDuring(app, Promise.all(reporters.map((name) => person(name).client.say(`report vote ${number}`))));
    const drawn = await drawnFor(book, number);
    await Promise.all(drawn.map((name) => person(name).waitsFor(callTo(number))));
    await strikeDuring(app, Promise.all(drawn.map((name) => person(name).client.say(`jury hide ${number}`))));
    const concerned = ['ada', ...reporters];
    await Promise.all(concerned.map((name) => person(name).waitsFor(verdictOn(number))));
    await Promise.all([...people.values()].map(({ client }) => client.settle()));
    records.push({
      ...(await recordOf(book, number)),
      calls: drawn.map((name) => person(name).count(callTo(number))),
      verdicts: concerned.map((name) => person(name).count(verdictOn(number))),
    });
  }
  return { records, app: app.collapses };
}

/** Dies at any moment of it, and lives again; who waits for an answer has it as soon as the terminals are let in. */
async function strikeDuring(app: App, work: Promise<unknown>): Promise<void> {
  await sleep(randomInt(0, 120));
  await app.life()?.kill();
  app.start();
  await work;
}

const callTo = (number: number): RegExp => new RegExp(`You are on jury #${number}\\b`, 'u');
const verdictOn = (number: number): RegExp => new RegExp(`A jury of members decided[^]*vote #${number}\\b`, 'u');

type Terminal = {
  readonly client: ConsoleClient;
  readonly count: (pattern: RegExp) => number;
  readonly waitsFor: (pattern: RegExp) => Promise<void>;
};

async function openTerminal(home: string, name: string): Promise<Terminal> {
  const seen: string[] = [];
  const client = await attachConsole(home, { name, shows: ({ text }) => void seen.push(text) });
  if (client === null) throw new Error('no instance runs there');
  client.ended.catch(() => {}); // whoever waits for an answer is told
  const count = (pattern: RegExp): number => seen.filter((text) => pattern.test(text)).length;
  const waitsFor = async (pattern: RegExp): Promise<void> => {
    for (const until = performance.now() + 60_000; count(pattern) === 0; await sleep(20)) {
      if (performance.now() > until) throw new Error(`${name} does not read ${String(pattern)}: ${JSON.stringify(seen.slice(-5))}`);
    }
  };
  return { client, count, waitsFor };
}

async function drawnFor(book: pg.Client, number: number): Promise<readonly string[]> {
  const text = `select account.display_name as name from moderation_juror juror
    join moderation_case on moderation_case.id = juror.case_id join account on account.person_id = juror.person_id where number = $1`;
  return (await book.query<{ name: string }>(text, [number])).rows.map(({ name }) => name);
}

async function recordOf(book: pg.Client, number: number): Promise<Omit<JuryRecord, 'calls' | 'verdicts'>> {
  const inLedger = (kind: string): string =>
    `(select count(*)::integer from ledger_entry where kind = 'moderation.${kind}' and body ->> 'case' = moderation_case.id::text)`;
  const text = `select ${inLedger('asked')} as asked, ${inLedger('drawn')} as draws, ${inLedger('decided')} as decisions,
      (select count(*)::integer from moderation_request where case_id = moderation_case.id) as reports,
      (select count(*)::integer from moderation_juror where case_id = moderation_case.id) as drawn, vote.hidden_by as hidden
    from moderation_case join vote on vote.id = moderation_case.text_id where moderation_case.number = $1`;
  const [row] = (await book.query<Omit<JuryRecord, 'calls' | 'verdicts'>>(text, [number])).rows;
  if (row === undefined) throw new Error(`jury ${number} was never asked for`);
  return row;
}
