import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { startDiscord } from '../../peers/discord/start.ts';
import type { DiscordPeer } from '../../peers/discord/start.ts';
import { havePeers } from '../../peers/install.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

const lives = 6;
const app = fileURLToPath(import.meta.resolve('./kill-app.ts'));

/** Interactions cannot be read back: what is heard of those that were made while nobody lived came by a session taken up. */
it.skipIf(!(await havePeers()))(
  'hears every interaction once, though it is killed in the middle of what it hears, and away between its lives',
  { timeout: 120_000 },
  async () => {
    await using database = await freshDatabase();
    const book = new pg.Client({ connectionString: database.ownerUrl });
    await book.connect();
    await book.query('create table heard (id text primary key, times integer not null default 1)');
    const peer = await startDiscord();
    const said: string[] = [];
    try {
      const ada = await peer.addMember('ada');
      const say = async (times: number): Promise<void> => {
        for (let time = 0; time < times; time += 1) said.push((await join(peer, ada)).id);
      };
      for (let life = 0; life < lives; life += 1) {
        const bot = await live(peer, database);
        await say(15);
        // The last ones are under way.
        bot.kill('SIGKILL');
        await once(bot, 'exit');
        await say(5);
      }
      const last = await live(peer, database);
      await say(1);
      const rows = await until(async () => {
        const found = Rows.parse((await book.query('select id, times from heard')).rows);
        return found.length >= said.length ? found : null;
      });
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(said));
      expect(peer.sessions()).toBe(1);
      // What was delivered again is a duplicate that the inbox knows: here it is only counted.
      process.stdout.write(
        `${said.length} interactions, ${lives} kills: 0 lost, ${rows.filter(({ times }) => times > 1).length} heard again\n`,
      );
      last.kill('SIGKILL');
      await once(last, 'exit');
    } finally {
      await book.end();
      await peer.stop();
    }
    expect(peer.violations).toEqual([]);
  },
);

function join(peer: DiscordPeer, userId: string): Promise<{ id: string }> {
  const data = { id: '1', name: 'help', type: 1 };
  return peer.twin.simulateInteraction({ type: 2, channelId: peer.channel, userId, data });
}

/** Resolves when it hears. */
async function live(peer: DiscordPeer, database: TestDatabase): Promise<ChildProcess> {
  const options = {
    token: peer.token,
    apiUrl: peer.apiUrl,
    databaseUrl: database.applicationUrl,
    ownerUrl: database.ownerUrl,
    secret: testSecret.toString('utf8'),
  };
  const bot = spawn(process.execPath, [app, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(createInterface(bot.stdout), 'line');
  return bot;
}

const Rows = z.array(z.object({ id: z.string(), times: z.number() }));

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found !== null) return found;
    await sleep(100);
  }
  throw new Error('it does not happen');
}
