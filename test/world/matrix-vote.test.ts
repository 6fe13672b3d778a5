import { pino } from 'pino';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haveSynapse } from '../peers/matrix/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import type { MatrixPerson } from './matrix-person.ts';
import { openMatrixWorld } from './open-matrix.ts';
import type { MatrixWorld } from './open-matrix.ts';

describe.skipIf(!(await haveSynapse()))('a vote on Matrix, from the invitation to its outcome', { timeout: 60_000 }, () => {
  let world: MatrixWorld;
  let ada: MatrixPerson;
  let bob: MatrixPerson;
  let cyd: MatrixPerson;
  const surprises: string[] = [];
  const receiptIn = (text: string): string => /Receipt: (\S+)/.exec(text)?.[1] ?? 'none';
  let receipt = '';

  beforeAll(async () => {
    const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
    world = await openMatrixWorld({ log });
    [ada, bob, cyd] = [
      await world.matrix.person('ada', { manager: true }),
      await world.matrix.person('bob'),
      await world.matrix.person('cyd'),
    ];
  }, temporalPatience);
  afterAll(async () => {
    const aside = await look(world, "select platform, last_error from outbox where status = 'aside'");
    await world.close();
    expect(world.matrix.violations).toEqual([]);
    expect(aside).toEqual([]);
    expect(surprises).toEqual([]);
  }, 60_000);

  it('hears nobody who does not speak to it: no chat, no other bot, no edit and no reaction', async () => {
    await bob.says('!ping');
    await bob.says('good morning, coop is nice');
    await bob.client.send(world.matrix.room, { msgtype: 'm.notice', body: '!coop help' });
    const edit = { msgtype: 'm.text', body: '* !coop help', 'm.new_content': { msgtype: 'm.text', body: '!coop help' } };
    await bob.client.send(world.matrix.room, { ...edit, 'm.relates_to': { rel_type: 'm.replace', event_id: bob.last() } });
    await bob.client.send(
      world.matrix.room,
      { 'm.relates_to': { rel_type: 'm.annotation', event_id: bob.last(), key: '1️⃣' } },
      'm.reaction',
    );
    await bob.says('!help');
    await bob.reads('What you can say');
    await bob.reads('I invited you');
    expect(await bob.looks()).toHaveLength(2); // the help, alone, and in the room that it is there
  });

  it('belongs to a network once somebody binds the room who may manage it', async () => {
    await ada.says('!coop network create Night Bakers');
    await ada.reads(/Night Bakers is founded/);
    await bob.says('!coop space bind --network "Night Bakers"');
    await bob.reads(/manage|join/i);
    await ada.says('!coop space bind --network "Night Bakers"');
    await ada.reads(/belongs to the network/);
    await bob.says('!join');
    await bob.reads(/Welcome/);
    await cyd.says('coop: join');
    await cyd.reads(/Welcome/);
  });

  it('is opened by a line, and announced with what to say for each option', async () => {
    await ada.says('!coop vote open "Which name?" --options Anchor, Beacon --for 2d');
    await ada.reads(/Vote #1 is open/);
    const announced = await bob.reads(/^Vote #1\nWhich name\?/);
    expect(announced).toMatch(/1\. Anchor · !coop vote cast 1 \S+\n2\. Beacon · !coop vote cast 1 \S+/);
    expect(announced).toMatch(/3 members can vote/);
  });

  it('takes ballots by a line, a reply, a thread and a direct conversation, each answered to its voter alone', async () => {
    await bob.clicks('Anchor');
    receipt = receiptIn(await bob.reads(/Counted in vote #1: Anchor\.[^]*Receipt: \S+/));
    await cyd.says('vote cast 1 Beacon', { reply: true });
    await cyd.reads(/Counted in vote #1: Beacon/);
    await ada.says('vote cast 1 Anchor', { direct: true });
    await ada.reads(/Counted in vote #1: Anchor/);
    await cyd.says('!vote cast 1 Beacon', { thread: true });
    await cyd.reads(/said this already/);
    for (const other of [ada, cyd]) expect((await other.sees()).join('\n')).not.toContain(receipt);
  });

  it('lets a ballot be changed, withdrawn and looked at', async () => {
    await bob.says('!coop vote change 1 Beacon');
    expect(receiptIn(await bob.reads(/Beacon.*replaces your earlier ballot: Anchor/))).toBe(receipt);
    await cyd.says('!coop vote withdraw');
    await cyd.reads(/withdrawn/);
    await cyd.says('!coop vote status');
    expect(await cyd.reads(/2 of 3 voted/)).not.toMatch(/Your ballot/);
  });

  it('reads back what was said while it was away, however much that is', async () => {
    await world.house.stop();
    await cyd.says('!coop vote cast 1 Beacon');
    for (let line = 0; line < 130; line += 1) await cyd.client.send(world.matrix.room, { msgtype: 'm.text', body: `chat ${line}` });
    await world.house.start();
    await cyd.reads(/Counted in vote #1: Beacon/);
  });

  it('is closed: the announcement changes in place, and the outcome is said once', async () => {
    const places = (await bob.looks()).length;
    await ada.says('!coop vote close');
    await bob.reads(/^Vote #1 is over[^]*Beacon wins[^]*3 of 3 members voted/);
    const looks = await bob.looks();
    expect(looks.filter(({ text }) => text.startsWith('Vote #1\n'))).toEqual([]);
    expect(looks.filter(({ text }) => text.startsWith('Vote #1 is over')).length).toBeGreaterThan(0);
    expect(looks.length).toBeLessThanOrEqual(places + 2);
  });

  it('counts what was said in time when nobody listened at the deadline', async () => {
    await ada.says('!coop vote open "Which oven?" --options Old, New --for 2d');
    await ada.reads(/Vote #2 is open/);
    await bob.reads(/Which oven\?/);
    await world.house.stop();
    await bob.says('!coop vote cast 2 New');
    await look(world, "update vote set closes_at = clock_timestamp() + interval '1 millisecond' where number = 2");
    await look(
      world,
      `insert into outbox (key, platform, installation, route, network_id, delivery)
       select 'vote:' || id || ':changed:test', 'temporal', '', 'vote:' || id, network_id,
         jsonb_build_object('kind', 'vote-changed', 'network', network_id, 'vote', id) from vote where number = 2`,
    );
    await world.house.start();
    await ada.reads(/^Vote #2 is over[^]*New wins[^]*1 of 3 members voted/);
  });

  it('asks in the room what was left out, and takes a reply for the answer', async () => {
    await ada.says('!coop vote open');
    await ada.fills({ question: 'Which day?', options: 'Monday, Sunday' });
    await ada.reads(/Vote #3 is open/);
  });

  it('pings nobody, whatever people wrote', async () => {
    await ada.says(`!coop vote open "@room ${bob.id} https://evil.example <b>x</b>" --options "@room, <img src=x>" --for 2d`);
    await bob.reads(/evil\.example <b>x<\/b>/);
    const looks = await bob.looks();
    expect(looks.filter(({ pings }) => pings)).toEqual([]);
    expect(looks.map(({ html }) => html).join('\n')).not.toMatch(/@room|https:\/\/evil|<img|<b>/);
  });
});

async function look(world: MatrixWorld, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: world.house.database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
