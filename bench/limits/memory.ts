import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { processVariables } from '../../config.ts';
import { startDiscord } from '../../test/peers/discord/start.ts';
import { havePeers } from '../../test/peers/install.ts';

export type Memory = { readonly megabytes: number; readonly spaces: number };

/** A process of its own with the role "bots": a server of so many channels, each a space; what it held at most while people spoke in them. */
export async function measureMemory(spaces: number, stack: AsyncDisposableStack): Promise<Memory | null> {
  if (!(await havePeers())) return null;
  const peer = await startDiscord();
  stack.defer(() => peer.stop());
  const channels: string[] = [];
  for (let place = 0; place < spaces; place += 1) channels.push(await peer.addChannel(`space-${place}`));
  const home = await mkdtemp(join(tmpdir(), 'coop-limits-'));
  stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));
  const door = join(import.meta.dirname, '../../cli/coop.mjs');
  const environment = { ...processVariables, COOP_HOME: home, COOP_PORT: '0', DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl };
  const child = spawn(process.execPath, [door, 'start', '--roles', 'bots'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (text: Buffer) => said.push(text.toString('utf8')));
  stack.defer(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  for (const until = Date.now() + 60_000; !said.join('').includes('Coop runs'); await sleep(100)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`the process did not start: ${said.join('').slice(-2_000)}`);
  }
  await bind(home, channels);
  const ada = await peer.addMember('ada');
  for (const channel of channels) {
    await peer.twin.simulateUserMessage({ channelId: channel, userId: ada, content: `<@${peer.bot}> vote list` });
  }
  await sleep(3_000);
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  const most = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]);
  return { megabytes: Math.round(most / 1_024), spaces: channels.length };
}

async function bind(home: string, channels: readonly string[]): Promise<void> {
  const url = await findEmbeddedPostgres({ folder: join(home, 'postgres'), database: 'coop' });
  if (url === null) throw new Error('PostgreSQL does not answer');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `with network as (
         insert into network (id, name, console, created_at) select gen_random_uuid(), 'Network ' || place, false, now()
         from generate_series(1, 100) as place returning id
       ), numbered as (select id, row_number() over () as place from network)
       insert into space (id, network_id, platform, installation, external_id, bound_at)
       select gen_random_uuid(), numbered.id, 'discord', '', channel.id, now()
       from unnest($1::text[]) with ordinality as channel (id, place) join numbered on numbered.place = channel.place % 100 + 1`,
      [channels],
    );
  } finally {
    await client.end();
  }
}
