import pg from 'pg';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { searchDatabase } from '../servers/search-everything.ts';
import { temporalPatience } from '../servers/temporal.ts';
import type { ConsolePerson } from './console-person.ts';
import type { DiscordPerson } from './discord-person.ts';
import { openWorld } from './open-world.ts';
import type { World } from './open-world.ts';

const direct = { direct: true };
/** A name that nobody else says. */
const name = 'Zoraquell';

describe.skipIf(!(await havePeers()))('one person on two platforms', { timeout: 60_000 }, () => {
  let world: World;
  let owner: pg.Client;
  let ada: DiscordPerson;
  let zora: DiscordPerson;
  let terminal: ConsolePerson;
  beforeAll(async () => {
    world = await openWorld();
    owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    ada = await world.discord.person('ada', { manager: true });
    zora = await world.discord.person(name);
    terminal = await world.console.person(`${name} at home`);
  }, temporalPatience);
  afterAll(async () => {
    await owner.end();
    await world.close();
  });
  const settled = () =>
    vi.waitFor(async () => expect((await owner.query("select key from outbox where status = 'due'")).rows).toEqual([]), {
      timeout: 15_000,
      interval: 50,
    });

  it('links in the middle of a vote: the later ballot counts, and is said to', async () => {
    await ada.says('/network create name:Bakers console:true');
    await ada.clicks('Make this its place');
    await ada.reads('belongs');
    await zora.says('/join');
    await zora.reads('Welcome');
    await terminal.says('join Bakers');
    await terminal.reads(/Welcome to Bakers/);
    await ada.says('/vote open question:Which name? options:Anchor, Beacon for:1h');
    await zora.clicks('Anchor');
    await zora.reads('Counted in vote #1: Anchor');
    await terminal.says('vote cast 1 Beacon --network Bakers');
    await terminal.reads(/Counted in vote #1: Beacon/);
    await ada.says('/vote status');
    await ada.reads('2 of 3 voted');

    await zora.says('/link');
    const [, code = 'none'] = /link (\S+)/u.exec(await zora.reads(/From your other account/)) ?? [];
    await terminal.says(`link ${code}`, direct);
    await terminal.reads(
      /are one person now[^]*In vote #1 of Bakers both accounts had a ballot\. The later one, of this account, counts now; the other one is replaced\./,
    );
    await zora.says('/whoami');
    await zora.reads(/You are Zoraquell[^]*Your 2 accounts, one person:[^]*In each of these networks you have one voice[^]*Bakers/);
    await ada.says('/vote status');
    await ada.reads('1 of 2 voted');
  });

  it('parts: the account that leaves takes no voice along', async () => {
    await terminal.says('unlink', direct);
    await terminal.reads(/is a person of its own now[^]*In vote #1 of Bakers the ballot that it cast goes on counting as yours/);
    await zora.reads(/has left your accounts/);
    await terminal.says('vote cast 1 Anchor --network Bakers', direct);
    await terminal.reads(/Only members of Bakers/);
    await ada.says('/vote status');
    await ada.reads('1 of 2 voted');
    await zora.says('/link');
    const [, code = 'none'] = /link (\S+)/u.exec(await zora.reads(/From your other account/)) ?? [];
    await terminal.says(`link ${code}`, direct);
    await terminal.reads(/are one person now/);
    await ada.says('/vote status');
    await ada.reads('1 of 2 voted');
  });

  it('is given all that is stored', async () => {
    await terminal.says('me export', direct);
    const said = await terminal.reads(/All that I store about you/);
    expect(said).toContain(zora.id);
    expect(said).toContain('"ballot": [');
  });

  it('is erased after a second word: named in no table, no message that waits and no history of a process; the tally stays', async () => {
    const words = [name, zora.id];
    await terminal.leaves(); // one that stays attached is remembered anew, as far as it reads
    await zora.says('/me erase');
    const [, word = 'none'] = /me erase (?:word:)?(forget-\w+)/u.exec(await zora.reads(/If you are sure/)) ?? [];
    await settled();
    expect(await searchDatabase(owner, words)).not.toEqual([]);
    await zora.says(`/me erase word:${word}`);
    await zora.reads(/Erased/);
    await settled();
    expect(await searchDatabase(owner, words)).toEqual([]);

    await ada.says('/vote close number:1');
    await ada.reads(/Beacon wins\.\nBeacon █+░* 1\nAnchor ░+ 0\n1 of 2 members voted/);
    await settled();
    expect(await searchDatabase(owner, words)).toEqual([]);
    const histories = await everyHistory(world.temporalAddress);
    expect(histories.length).toBeGreaterThan(1_000);
    for (const known of words) expect(histories.toLowerCase()).not.toContain(known.toLowerCase());
  });
});

/** Histories of all processes, with what stands in their payloads. */
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
