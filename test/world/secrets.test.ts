import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { openWires, platforms } from '../../cli/demo/wires.ts';
import type { Platform } from '../../cli/demo/wires.ts';
import type { Wire } from '../../cli/demo/wires/wire.ts';
import { createLog } from '../../cli/log.ts';
import { havePeers } from '../peers/install.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openHouseWorld } from './open-house.ts';
import type { HouseWorld } from './open-house.ts';
import type { Person } from './person.ts';
import { startRevocable } from './revocable.ts';
import type { Revocable } from './revocable.ts';

const said = {
  Discord: 'Discord does not accept the token any more',
  Slack: 'Slack does not accept a token any more',
  Matrix: 'The homeserver does not accept the access token any more',
  GitHub: 'GitHub does not accept the key or token',
} as const satisfies Record<Platform, string>;

describe.skipIf(!(await havePeers()) || !(await haveSynapse()))('tokens of four platforms', { timeout: 120_000 }, () => {
  const stack = new AsyncDisposableStack();
  const people = new Map<Platform, Person>();
  const fronts = new Map<Platform, Revocable>();
  const lines: string[] = [];
  const secret = randomBytes(24).toString('hex');
  let wires: ReadonlyMap<Platform, Wire>;
  let house: HouseWorld;
  let canaries: readonly string[];

  beforeAll(async () => {
    const port = (await freePort(0)) ?? 0;
    wires = await openWires({ port, progress: (line) => expect.fail(line) }, stack);
    const variables: Record<string, string> = { COOP_PORT: String(port), COOP_SECRET: secret };
    for (const [platform, wire] of wires) {
      const front = await startRevocable(platform, wire);
      stack.defer(() => front.stop());
      fronts.set(platform, front);
      Object.assign(variables, front.variables);
    }
    canaries = Object.entries(variables).flatMap(([name, value]) => (/TOKEN|SECRET|KEY$/.test(name) ? secretsIn(value) : []));
    const log = createLog({ home: '/nowhere', log: { level: 'trace' } }, { write: (line) => lines.push(line) });
    house = await openHouseWorld({ variables, log });
    stack.defer(() => house.close());
    for (const [platform, wire] of wires) people.set(platform, await wire.person(`${platform}-ada`, { manager: true }));
  }, temporalPatience);
  afterAll(() => stack.disposeAsync(), 60_000);

  const on = (platform: Platform): Person => {
    const person = people.get(platform);
    if (person === undefined) throw new Error(`nobody is on ${platform}`);
    return person;
  };
  const says = (platform: Platform, line: string) => on(platform).says(wires.get(platform)?.call(line) ?? line);
  const complaints = (platform: Platform) => lines.filter((line) => line.includes(said[platform]));

  test('a start, a vote, and wires that fail', async () => {
    await says('Discord', 'network create "Night Bakers"');
    await on('Discord').reads('Night Bakers');
    for (const platform of platforms) {
      if (platform !== 'Discord') {
        await says(platform, 'join "Night Bakers"');
        await on(platform).reads('Welcome to');
      }
      // What may be done is said of whoever sends a command, and asked of nobody.
      if (platform === 'Discord') await on(platform).says('/space bind network:"Night Bakers"');
      else await says(platform, 'space bind --network "Night Bakers"');
      await on(platform).reads('belongs to');
    }
    await says('Discord', 'vote open "Rye?" --options Rye,Brioche --for 1h');
    for (const platform of platforms) {
      await on(platform).reads('Rye?');
      await says(platform, 'vote cast 1 Rye');
      await on(platform).reads('Counted in vote #1');
    }
    for (const weather of ['status 503', 'reset'] as const) {
      for (const front of fronts.values()) front.turn(weather);
      for (const platform of ['Slack', 'GitHub'] as const) await says(platform, 'vote status 1');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
    for (const front of fronts.values()) front.turn('fair');
    for (const platform of ['Slack', 'GitHub'] as const) await on(platform).reads('of 4 voted');
  });

  test('one that is revoked while we run is told of once, and the other platforms go on', async () => {
    const left: Platform[] = [...platforms];
    let number = 1;
    for (const platform of ['Slack', 'GitHub', 'Matrix'] as const) {
      fronts.get(platform)?.turn('revoked');
      left.splice(left.indexOf(platform), 1);
      number += 1;
      await says('Discord', `vote open "Question ${number}?" --options Yes,No --for 1h`);
      for (const other of left) await on(other).reads(`Question ${number}?`);
      await expect.poll(() => complaints(platform).length, { timeout: 40_000, interval: 100 }).toBeGreaterThan(0);
    }
    fronts.get('Discord')?.turn('revoked');
    await says('Discord', 'vote status 1');
    await expect.poll(() => complaints('Discord').length, { timeout: 20_000, interval: 100 }).toBeGreaterThan(0);
    const cleo = await house.console.person('cleo');
    await cleo.says('help');
    await cleo.reads('vote');
    // Slack has two tokens, and each is told of by itself.
    for (const platform of platforms) {
      const errors = complaints(platform)
        .map((line): { level: number; token?: string } => JSON.parse(line))
        .filter(({ level }) => level >= 50);
      expect(errors.length, platform).toBe(new Set(errors.map(({ token }) => token)).size);
      expect(errors.length, platform).toBeGreaterThan(0);
    }
    expect(await rows(house.database.ownerUrl, `select 1 from outbox where status = 'aside'`)).toEqual([]);
  });

  test('none of them is in the log, in the database, or in a history of a workflow', async () => {
    const database = await everything(house.database.ownerUrl);
    const histories = await everyHistory(house.temporalAddress);
    const log = lines.join('');
    // Whoever looks must be able to find.
    expect(log).toContain('coop runs');
    expect(database).toContain('Night Bakers');
    expect(histories.length).toBeGreaterThan(1_000);
    expect(canaries.length).toBeGreaterThan(5);
    for (const canary of canaries) {
      for (const form of [canary, Buffer.from(canary).toString('base64').slice(0, -4), Buffer.from(canary).toString('hex')]) {
        expect(log.includes(form), 'the log').toBe(false);
        expect(database.includes(form), 'the database').toBe(false);
        expect(histories.includes(form), 'the histories').toBe(false);
      }
    }
  });
});

/** A key is searched for by one of its lines. */
function secretsIn(value: string): readonly string[] {
  return value.includes('-----BEGIN') ? [value.split(/\n|\\n/)[5] ?? value] : [value];
}

/** Every row of every table, as text; bytes in hexadecimal. */
async function everything(url: string): Promise<string> {
  const tables = await rows(url, `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`);
  const contents = await Promise.all(tables.map(({ name }) => rows(url, `select t::text as content from ${String(name)} t`)));
  return contents
    .flat()
    .map(({ content }) => String(content))
    .join('\n');
}

async function rows(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Histories of all workflows, with what stands in their payloads. */
async function everyHistory(address: string): Promise<string> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const texts: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    texts.push(JSON.stringify(history, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value)));
  }
  await connection.close();
  return texts.join('\n');
}
