import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environmentTable, examineConfig, loadConfig } from '../config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const load = (variables: Record<string, string> = {}) => loadConfig(variables, folder);

function refusalOf(variables: Record<string, string>): string {
  try {
    load(variables);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('the configuration', () => {
  test('needs nothing: everything is embedded, on loopback, under .coop', () => {
    expect(load()).toMatchObject({
      home: join(folder, '.coop'),
      secret: null,
      http: { host: '127.0.0.1', port: null, publicUrl: null },
      log: { level: 'info' },
      database: null,
      temporal: { address: null, namespace: 'default', taskQueue: 'cooperatus', tls: null, program: null },
      platforms: [],
      oddities: [],
    });
  });

  test('reads .env of the folder, which never overrides the environment', async () => {
    await writeFile(join(folder, '.env'), 'COOP_PORT=9000\nDISCORD_TOKEN="abc.def"\nCOOP_LOG_LEVEL=debug\n');
    expect(load({ COOP_LOG_LEVEL: 'warn' })).toMatchObject({
      http: { port: 9000 },
      log: { level: 'warn' },
      platforms: [{ name: 'discord', settings: { token: 'abc.def' } }],
    });
  });

  test('takes an empty variable as left out', () => {
    expect(load({ DISCORD_TOKEN: '', COOP_PORT: '' })).toMatchObject({ platforms: [], http: { port: null } });
  });

  test.each([
    ['COOP_PORT', 'abc', 'COOP_PORT is "abc", but must be a whole number from 0 to 65535. Example: COOP_PORT=8420'],
    ['COOP_PORT', '70000', 'COOP_PORT is "70000", but must be a whole number'],
    ['COOP_PORT', '1.5', 'COOP_PORT is "1.5", but must be a whole number'],
    ['COOP_LOG_LEVEL', 'loud', 'COOP_LOG_LEVEL is "loud", but must be trace, debug, info, warn, error or silent.'],
    ['COOP_PUBLIC_URL', 'javascript:alert(1)', 'COOP_PUBLIC_URL is "javascript:alert(1)", but must be an address that begins with http'],
    ['TEMPORAL_ADDRESS', 'temporal', 'TEMPORAL_ADDRESS is "temporal", but must be HOST:PORT. Example: TEMPORAL_ADDRESS=127.0.0.1:7233'],
    ['SLACK_BOT_TOKEN', 'xoxb-1', 'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.'],
    ['SLACK_BOT_TOKEN', 'xapp-1', 'SLACK_BOT_TOKEN is set, but must begin with xoxb-. Example'],
    ['MATRIX_URL', 'http://127.0.0.1:8008', 'MATRIX_URL needs MATRIX_ACCESS_TOKEN beside it, or MATRIX_USER and MATRIX_PASSWORD.'],
    ['GITHUB_APP_ID', '7', 'GITHUB_APP_ID needs GITHUB_PRIVATE_KEY beside it'],
    ['GITHUB_REPOSITORIES', 'lighthouse', 'GITHUB_REPOSITORIES is "lighthouse", but must be OWNER/NAME'],
    ['TEMPORAL_TLS', 'maybe', 'TEMPORAL_TLS is "maybe", but must be true or false.'],
    ['TEMPORAL_TLS_CLIENT_CERT_PATH', '/cert', 'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together'],
  ])('refuses %s=%s and says how it is right', (name, value, message) => {
    expect(() => load({ [name]: value })).toThrow(message);
  });

  test('names everything that is wrong at once', () => {
    expect(() => load({ COOP_PORT: 'x', TEMPORAL_TLS: 'x' })).toThrow(/COOP_PORT.*\nTEMPORAL_TLS/);
  });

  test.each([
    ['DATABASE_URL', 'mysql://me:hunter2@db/coop'],
    ['COOP_SECRET', 'hunter2'],
    ['DISCORD_TOKEN', 'hunter2 hunter2'],
  ])('never shows what stands in %s', (name, value) => {
    const said = refusalOf({ [name]: value });
    expect(said).toContain(`${name} is set, but must`);
    expect(said).not.toContain('hunter2');
  });

  test('turns TLS to Temporal on with a key or certificates, unless told otherwise', () => {
    expect(load({ TEMPORAL_API_KEY: 'k' }).temporal.tls).not.toBeNull();
    expect(load({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/ca' }).temporal.tls).toMatchObject({ serverCaCertPath: '/ca' });
    expect(load({ TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' }).temporal.tls).toBeNull();
  });

  test('hands none of our variables to the programs that we start', () => {
    const { environment } = load({ PATH: '/bin', DISCORD_TOKEN: 'secret', TEMPORAL_ADDRESS: 'a:1', HTTPS_PROXY: 'http://p' }).programs;
    expect(environment).toEqual({ PATH: '/bin', HTTPS_PROXY: 'http://p' });
  });

  test('keeps programs in the cache of the user, outside the data folder', () => {
    expect(load({ XDG_CACHE_HOME: '/cache' }).programs.cache).toBe('/cache/cooperatus');
  });

  test('notices variables that nobody reads', () => {
    expect(load({ COOP_PROT: '1', PROT: '2' }).oddities).toEqual([
      { what: 'nothing reads the variable COOP_PROT', advice: 'did you mean COOP_PORT?' },
    ]);
  });

  test('notices what stands in .env for nothing, and shows none of it', async () => {
    const lines = [
      'DISCORD_TOKEN abc.hunter2',
      'DISCRD_TOKEN=hunter2',
      'SLACK_TOKEN=hunter2',
      'NODE_EXTRA_CA_CERTS=/x',
      '# fine',
      'COOP_PORT=0',
    ];
    await writeFile(join(folder, '.env'), [...lines, 'COOP_PORT=1', 'hunter2'].join('\n'));
    const { oddities } = load();
    expect(oddities).toEqual([
      { what: 'line 1 of .env is no setting', advice: 'write DISCORD_TOKEN=value, or begin it with # for a remark' },
      { what: 'line 8 of .env is no setting', advice: 'write NAME=value, or begin it with # for a remark' },
      { what: '.env sets COOP_PORT twice', advice: 'keep one of the lines: the last one counts' },
      { what: 'nothing reads the variable DISCRD_TOKEN', advice: 'did you mean DISCORD_TOKEN?' },
      { what: 'nothing reads the variable SLACK_TOKEN', advice: 'did you mean SLACK_BOT_TOKEN?' },
    ]);
    expect(JSON.stringify(oddities)).not.toContain('hunter2');
  });

  test('can be examined although something is wrong: that is off, and named', () => {
    const { config, problems } = examineConfig({ COOP_PORT: 'x', MATRIX_URL: 'http://127.0.0.1:8008', DISCORD_TOKEN: 'abc' }, folder);
    expect(config).toMatchObject({ http: { port: null }, platforms: [{ name: 'discord', settings: { token: 'abc' } }] });
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('COOP_PORT is "x"')]);
    expect(examineConfig({ MATRIX_URL: 'http://127.0.0.1:8008' }, folder).problems).toHaveLength(1);
  });

  test('has a table for the README with a row per variable and no default that is a secret', () => {
    const rows = environmentTable().split('\n').slice(2);
    expect(rows).toContain('| `COOP_HOST` | The network address that the HTTP server listens on. | `127.0.0.1` |');
    expect(rows.every((row) => /^\| `[A-Z_]+` \| .{20,} \| .+ \|$/.test(row))).toBe(true);
  });
});
