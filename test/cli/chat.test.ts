import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { processVariables } from '../../config.ts';
import type { Variables } from '../../config.ts';
import { freshDatabase, testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';
import { startTemporalServer, temporalPatience } from '../servers/temporal.ts';
import type { TemporalServer } from '../servers/temporal.ts';
import { chat, startChat, startCoop } from './chat-process.ts';
import type { RunningInstance } from './chat-process.ts';
import { coop } from './run-coop.ts';

let temporal: TemporalServer;
beforeAll(async () => void (temporal = await startTemporalServer()), temporalPatience);
afterAll(() => temporal.stop());

type Place = {
  readonly environment: Variables;
  readonly home: string;
  readonly database: TestDatabase;
  readonly close: () => Promise<void>;
};

/** A data folder and a database of one's own, as the environment of `coop`. */
async function openPlace(): Promise<Place> {
  const home = await mkdtemp(join(tmpdir(), 'coop-chat-'));
  const database = await freshDatabase();
  const environment = {
    ...processVariables,
    COOP_HOME: home,
    COOP_SECRET: testSecret.toString('latin1'),
    COOP_PORT: '0',
    DATABASE_URL: database.ownerUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_TASK_QUEUE: randomUUID(),
  };
  const close = async () => {
    await database.drop();
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  };
  return { environment, home, database, close };
}

/** Each test with a room and a network of its own. */
describe('coop chat, attached to an instance that runs', { timeout: 60_000 }, () => {
  let place: Place;
  let instance: RunningInstance;
  const talk = (script: string, ...words: readonly string[]) => chat(place.environment, script, ...words);
  beforeAll(async () => {
    place = await openPlace();
    instance = await startCoop(place.environment);
  }, 60_000);
  afterAll(async () => {
    await instance.stop();
    await place.close();
  });

  it('says a script, answer by answer, and prints what is posted', async () => {
    const script = `# how a vote goes
network create Bakers --console

space bind --network Bakers
  vote open "Which name?" --options Anchor,Beacon --for 2d
vote cast 1 Beacon
xyzzy
vote close 1`;
    const { code, out, err } = await talk(script, '--as', 'Ada');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const wanted = [
      'The network Bakers is founded',
      'belongs to the network Bakers now',
      'Vote #1 is open until',
      'Counted in vote #1: Beacon.',
      '“xyzzy”',
      'Vote #1 is closed',
      'Beacon wins',
    ];
    const places = wanted.map((words) => out.indexOf(words));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBe(0);
    expect(out.match(/Counted in vote #1/g)).toHaveLength(1);
    expect(out).not.toMatch(/Ada>|how a vote goes|vote close 1\n/);
    expect(out).toBe(stripVTControlCharacters(out));

    expect((await talk('me show\n', '--as', ' ADA ')).out).toMatch(/^You\n/);
    const newcomer = await talk('', '--as', 'bob');
    expect(newcomer).toMatchObject({ code: 0, err: '' });
    expect(newcomer.out).toContain('Ada asked:\nThis place belongs to the network Bakers now');
    expect(newcomer.out).toContain('Beacon wins');
    expect(newcomer.out).not.toContain('Counted');
  });

  it('shows next time what was missed, and that once', async () => {
    const room = ['--room', 'Kitchen'];
    await talk('network create Cooks --console\nspace bind --network Cooks\n', '--as', 'carla', ...room);
    await talk('join\nvote open "Salt?" --options Yes,No --for 1d', '--as', 'dan', ...room);
    const { out } = await talk('', '--as', 'carla', ...room);
    expect(out).toMatch(/^Vote #1\n/);
    expect(out).toContain('Salt?');
    expect(await talk('', '--as', 'carla', ...room)).toMatchObject({ code: 0, out: '', err: '' });
  });

  it('refuses a line of 10 MB in words, and goes on', async () => {
    const hostile = '\u0000\u001B[2J__proto__ \ud800\u202E@everyone';
    const { code, out } = await talk(`${'x'.repeat(10_000_000)}\n${hostile}\nvote list`, '--as', 'eve', '--room', 'cellar');
    expect(code).toBe(0);
    expect(out).toMatch(/4,000[^]*__proto__[^]*network create/);
    expect(out).not.toMatch(/[^\P{C}\n]/u);
    expect(out.length).toBeLessThan(10_000);
  });

  it('ends with 130 at Ctrl-C, without a complaint', async () => {
    const talking = startChat(place.environment, '--as', 'finn', '--room', 'attic');
    talking.say('help');
    await expect.poll(talking.out, { timeout: 30_000 }).toContain('What you can say');
    talking.child.kill('SIGINT');
    expect(await talking.ran).toMatchObject({ code: 130, err: '' });
  });
});

describe('coop chat where nothing runs', { timeout: 90_000 }, () => {
  it('starts an instance, writes its log into a file, and leaves nothing running', async () => {
    const { environment, home, close } = await openPlace();
    onTestFinished(close);
    const { code, out, err } = await chat(environment, 'network create Bakers --console\n', '--as', 'ada');
    expect(code).toBe(0);
    expect(out).toMatch(/^The network Bakers is founded/);
    expect(err.split('\n').filter((line) => line !== '')).toEqual([
      'Nothing runs here yet, so I start it for as long as we talk; its log is coop.log in the data folder.',
      'Stopping what I started.',
    ]);
    expect((await readdir(home)).toSorted()).toEqual(['coop.log', 'instances']);
    expect(await readdir(join(home, 'instances'))).toEqual([]);
    expect(await readFile(join(home, 'coop.log'), 'utf8')).toContain('coop runs');
  });

  it('ends with 130 at Ctrl-C while it starts', async () => {
    const { environment, home, close } = await openPlace();
    onTestFinished(close);
    const talking = startChat(environment, '--as', 'ada');
    await expect.poll(talking.err, { timeout: 30_000 }).toContain('so I start it');
    talking.child.kill('SIGINT');
    const { code, out, err } = await talking.ran;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).not.toMatch(/ {4}at |unexpected/);
    expect(await readdir(home)).toEqual(['coop.log']);
  });

  it('says why when none can start', async () => {
    const { environment, close } = await openPlace();
    onTestFinished(close);
    const { code, err, out } = await chat({ ...environment, DATABASE_URL: 'postgresql://me@127.0.0.1:1/x' }, 'help', '--as', 'ada');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toContain('    at ');
  });
});

describe('coop chat whose instance is killed', { timeout: 180_000 }, () => {
  it('loses nothing and does nothing twice', async () => {
    const place = await openPlace();
    onTestFinished(place.close);
    let instance = await startCoop(place.environment);
    onTestFinished(() => instance.stop());
    const count = 40;
    const setUp = await chat(place.environment, 'network create Bakers --console\n', '--as', 'ada');
    expect(setUp.code).toBe(0);

    const talking = startChat(place.environment, '--as', 'ada');
    for (let number = 1; number <= count; number += 1) talking.say(`vote open "Question ${number}?" --options Yes,No --for 2d`);
    talking.end();
    for (const answers of [3, 11, 24]) {
      await expect.poll(() => answered(talking.out()).length, { timeout: 60_000, interval: 1 }).toBeGreaterThanOrEqual(answers);
      await instance.kill();
      instance = await startCoop(place.environment);
    }
    const { code, err } = await talking.ran;
    expect(code).toBe(0);
    expect(err.match(/The instance is gone/g)).toHaveLength(3);
    expect(err.match(/The instance is back/g)).toHaveLength(3);
    expect(answered(talking.out())).toEqual(Array.from({ length: count }, (_, before) => before + 1));
    expect(await questions(place.database)).toEqual(Array.from({ length: count }, (_, before) => `Question ${before + 1}?`));
  });

  /** The numbers of the votes whose opening was answered, in order. */
  function answered(out: string): number[] {
    return [...out.matchAll(/^Vote #(\d+) is open until/gm)].map(([, number]) => Number(number));
  }

  async function questions(database: TestDatabase): Promise<string[]> {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query<{ question: string }>('select question from vote order by number').finally(() => owner.end());
    return rows.map(({ question }) => question);
  }
});

describe('the command line of coop chat', () => {
  it.each([
    [['chat'], /--as/],
    [['chat', '--as', ' '], /needs a name that can be seen/],
    [['chat', '--as', 'x'.repeat(61)], /61 characters; 60/],
    [['chat', '--as', 'ada', '--room', ''], /room needs a name/],
    [['chat', '--as', 'ada', '--room', 'direct:bob'], /direct:bob/],
    [['chat', '--as', 'ada', 'hello'], /too many arguments/],
  ])('%j is wrong: exit 2', async (words, why) => {
    const { code, err, out } = await coop(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(why);
  });

  it('is explained with an example', async () => {
    const { code, out } = await coop('chat', '--help');
    expect(code).toBe(0);
    expect(out).toContain('npx coop chat --as ada < script.txt');
  });
});
