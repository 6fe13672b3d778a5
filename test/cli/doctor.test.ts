import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { doctor } from '../../cli/doctor.ts';
import { noteInstance } from '../../main/instances.ts';
import { roles } from '../../main/roles.ts';
import { emptyDatabase, testSecret } from '../servers/database.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'coop-doctor-'));
});
afterEach(() => rm(home, { recursive: true }));

/** Runs the doctor where nothing but the given variables is set. */
async function examine(environment: Record<string, string>) {
  const out: string[] = [];
  const terminal = {
    print: (text: string) => void out.push(text),
    printJson: (document: unknown) => void out.push(JSON.stringify(document)),
    note: () => {},
  };
  const variables = { COOP_HOME: home, XDG_CACHE_HOME: join(home, 'cache'), COOP_PORT: '0', ...environment };
  const code = await doctor.run({ positional: [], options: { json: true }, terminal, environment: variables });
  const report: { ok: boolean; areas: { area: string; findings: { level: string; what: string; advice?: string }[] }[] } = JSON.parse(
    out.join(''),
  );
  const said = (level: string) => report.areas.flatMap(({ findings }) => findings).filter((finding) => finding.level === level);
  return { code, report, wrong: said('wrong'), missing: said('missing'), ok: said('ok'), text: out.join('') };
}

describe('coop doctor', () => {
  test('finds nothing wrong where nothing was started yet, and leaves nothing behind', async () => {
    const { code, report, missing } = await examine({ PATH: '/usr/bin' });
    expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
    expect(missing.map(({ what }) => what)).toContain('the embedded PostgreSQL does not run');
    expect(missing.every(({ advice }) => (advice ?? '').length > 0)).toBe(true);
    await expect(readdir(home)).resolves.toEqual([]);
  });

  test('says the same bytes for the same state, without a path', async () => {
    const [once_, twice] = [await examine({}), await examine({})];
    expect(once_.text).toBe(twice.text);
    expect(once_.text).not.toContain(home);
  });

  test.each([
    ['a Temporal program that is not there', { TEMPORAL_CLI_PATH: '/nowhere/temporal' }, /TEMPORAL_CLI_PATH: there is no program/],
    ['a database that is not there', { DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/x' }, /DATABASE_URL cannot be asked/],
    ['a Temporal server that is not there', { TEMPORAL_ADDRESS: '127.0.0.1:1' }, /TEMPORAL_ADDRESS cannot be asked/],
    ['a setting that cannot be read', { COOP_LOG_LEVEL: 'loud' }, /COOP_LOG_LEVEL is "loud", but must be/],
    ['a platform that lacks a token', { SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_BOT_TOKEN needs SLACK_APP_TOKEN/],
    ['a variable that nobody reads', { COOP_PROT: '1' }, /nothing reads the variable COOP_PROT/],
  ])('%s is wrong, with advice: exit 1', async (_, variables, what) => {
    const { code, wrong, text } = await examine(variables);
    expect(code).toBe(1);
    expect(wrong).toEqual([{ level: 'wrong', what: expect.stringMatching(what), advice: expect.stringMatching(/.{10}/) }]);
    expect(text).not.toContain('hunter2');
  });

  test('examines the rest when a setting cannot be read, and names every platform that is off', async () => {
    const { report, missing } = await examine({ COOP_LOG_LEVEL: 'loud' });
    expect(report.areas.map(({ area }) => area)).toContain('workflows');
    for (const name of ['Discord', 'Slack', 'Matrix', 'GitHub']) {
      const advice = `npx coop setup ${name.toLowerCase()} connects it, in a few minutes`;
      expect(missing).toContainEqual({ level: 'missing', what: `${name} is off`, advice });
    }
  });

  test('says in plain words why a Temporal server cannot be asked', async () => {
    const { wrong } = await examine({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(wrong).toMatchObject([{ what: 'the Temporal server of TEMPORAL_ADDRESS cannot be asked: nothing answers at its address' }]);
  });

  test('knows its own HTTP server from a foreign one', async () => {
    const server = createServer((request, response) => response.writeHead(request.url === '/healthz' ? 200 : 404).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const COOP_PORT = String(typeof address === 'object' ? address?.port : '');
    expect((await examine({ COOP_PORT })).ok.map(({ what }) => what)).toContain('the HTTP server answers');
    server.removeAllListeners('request').on('request', (_, response) => response.writeHead(500).end());
    expect((await examine({ COOP_PORT })).wrong).toMatchObject([{ what: `another program has port ${COOP_PORT}` }]);
    server.close();
  });
});

describe('coop doctor on instances', () => {
  test('knows the number, the roles and the address of what runs, whatever port it took', async () => {
    const server = createServer((_, response) => response.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const takeAway = await noteInstance(home, { pid: process.pid, roles: ['web', 'bots'], url });
    const { ok, missing } = await examine({});
    expect(ok.map(({ what }) => what)).toContain(`process ${process.pid} runs with the roles web, bots, at ${url}`);
    expect(ok.map(({ what }) => what)).toContain(`the HTTP server answers at ${url}`);
    expect(missing.map(({ what }) => what)).toContain('nobody here takes the roles worker, relay');
    server.close();
    expect((await examine({})).wrong).toMatchObject([{ what: expect.stringContaining(`the HTTP server at ${url} does not answer`) }]);
    await takeAway();
    expect((await examine({})).missing.map(({ what }) => what)).toContain('no instance runs over this data folder');
    await expect(readdir(join(home, 'instances'))).resolves.toEqual([]);
  });

  test('says which one was killed, and what the next start does', async () => {
    const program = `import { noteInstance } from ${JSON.stringify(new URL('../../main/instances.ts', import.meta.url).href)};
      await noteInstance(${JSON.stringify(home)}, { pid: process.pid, roles: ['bots'], url: null });
      console.log('noted'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect((await examine({})).ok.map(({ what }) => what)).toContain(`process ${child.pid} runs with the roles bots`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { code, missing } = await examine({});
    expect(code).toBe(0);
    expect(missing).toContainEqual({
      level: 'missing',
      what: `process ${child.pid} (bots) ended without a word: it was killed, or the machine was`,
      advice: expect.stringContaining('npm start goes on where it stopped'),
    });
    const takeAway = await noteInstance(home, { pid: process.pid, roles: [...roles], url: null });
    expect((await examine({})).text).not.toContain('ended without a word');
    await takeAway();
  });
});

describe('coop doctor on a database', () => {
  const variables = (url: string) => ({ DATABASE_URL: url, COOP_SECRET: testSecret.toString('latin1') });

  test('is content with a migrated one', async () => {
    await using database = await startedDatabase();
    const { code, ok } = await examine(variables(database.ownerUrl));
    expect(code).toBe(0);
    const said = ok.map(({ what }) => what);
    expect(said).toContain('every migration is applied');
    expect(said).toContain('networks are kept apart: our role is neither owner nor superuser');
    expect(said).toContain('no message is set aside');
  });

  test('shows messages that were set aside, with the reason', async () => {
    await using database = await startedDatabase();
    await onDatabase(
      database.ownerUrl,
      `insert into outbox (key, platform, installation, route, delivery, status, last_error)
       values ('k', 'discord', '', 'r', '{}', 'aside', 'missing permission')`,
    );
    const { code, wrong } = await examine(variables(database.ownerUrl));
    expect(code).toBe(1);
    expect(wrong).toMatchObject([{ what: '1 message for discord set aside: missing permission' }]);
  });

  test('notices a newer release, migrations that wait, and a role that may too much', async () => {
    await using database = await startedDatabase();
    await onDatabase(
      database.ownerUrl,
      `update _prisma_migrations set migration_name = '29990101000000_later' where migration_name like '%_base'`,
    );
    const changed = await examine(variables(database.ownerUrl));
    expect(changed.wrong).toMatchObject([{ what: 'a newer release has migrated it (29990101000000_later)' }]);
    expect(changed.missing.map(({ what }) => what)).toContainEqual(expect.stringMatching(/migrations wait: .*_base/));

    await using loose = await startedDatabase();
    await onDatabase(loose.ownerUrl, `create table theirs (); alter table theirs owner to "${new URL(loose.applicationUrl).username}"`);
    expect((await examine(variables(loose.ownerUrl))).wrong).toMatchObject([{ what: 'our database role owns tables' }]);
  });
});

/** As an instance leaves it, with a role of its own. */
async function startedDatabase() {
  const database = await emptyDatabase();
  const { applicationUrl } = await migrate({ url: database.ownerUrl, secret: testSecret, log: pino({ level: 'silent' }) });
  return { ...database, applicationUrl };
}

async function onDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
