import { createServer } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { socketPath } from '../../../bots/console/socket.ts';
import { attachConsole } from '../../../cli/chat/attach-console.ts';
import type { ConsoleClient, ConsoleOptions } from '../../../cli/chat/attach-console.ts';
import { openConsoleWorld, reader, words } from '../../bots/console/console-world.ts';
import type { ConsoleWorld, Script } from '../../bots/console/console-world.ts';

let world: ConsoleWorld;
afterEach(() => world.close());

/** A terminal that writes down what it shows. */
async function attach(name: string, options: Partial<ConsoleOptions> = {}) {
  const shown: string[] = [];
  const attached = await attachConsole(world.home, {
    name,
    room: 'hall',
    ...options,
    shows: ({ heading, text }) => void shown.push(heading === null ? text : `${heading}: ${text}`),
  });
  if (attached === null) throw new Error('nobody listens');
  const client: ConsoleClient = attached;
  client.ended.catch(() => {});
  onTestFinished(() => client.leave().catch(() => {}));
  return { client, shown };
}

const post = (key: string) => world.board.post({ key, room: 'hall', account: null, event: null, asker: null, message: words(key), reader });

describe('a terminal as code', () => {
  it('says lines in order and gets each one’s answer', async () => {
    world = await openConsoleWorld();
    const { client, shown } = await attach('ada');
    const answers = await Promise.all(['one', 'two', 'three'].map((line) => client.say(line)));
    expect(answers).toEqual(['heard one', 'heard two', 'heard three']);
    expect(shown).toEqual(answers);
  });

  it('is nobody’s where no instance runs', async () => {
    world = await openConsoleWorld();
    await world.platform.stop();
    expect(await attachConsole(world.home, { name: 'ada', shows: () => {} })).toBeNull();
  });

  it('tells why it is refused', async () => {
    world = await openConsoleWorld();
    await expect(attach('\u200b')).rejects.toMatchObject({ code: 'console-refused', message: 'console.name-missing UTC' });
  });

  it('does not wait for ever for something else that holds the socket', { timeout: 20_000 }, async () => {
    world = await openConsoleWorld();
    await world.platform.stop();
    const silent = createServer().listen(socketPath(world.home));
    onTestFinished(() => void silent.close());
    await expect(attach('ada')).rejects.toMatchObject({ code: 'console-silent' });
  });

  it('waits until everything is shown that is there', async () => {
    world = await openConsoleWorld();
    const { client, shown } = await attach('ada');
    for (let count = 0; count < 120; count += 1) await post(`post ${count}`);
    await client.settle();
    expect(shown).toHaveLength(120);
  });
});

describe('a terminal whose instance dies', () => {
  it('says again what was not answered, under the same id, and shows nothing twice', { timeout: 20_000 }, async () => {
    const taken = new Set<string>();
    const script: Script = ({ id }) => {
      if (taken.has(id)) return null;
      taken.add(id);
      return { message: words(`answer ${taken.size}`) };
    };
    world = await openConsoleWorld({ script });
    const changes: string[] = [];
    const { client, shown } = await attach('ada', { lost: () => changes.push('lost'), back: () => changes.push('back') });
    expect(await client.say('first')).toBe('answer 1');

    // Taken in, its answer on the board, and then nothing reaches the terminal.
    const second = world.another();
    await world.platform.stop();
    await expect.poll(() => changes).toEqual(['lost']);
    const waiting = client.say('second');
    await post('meanwhile');
    await second.start(world.hear);
    onTestFinished(() => second.stop());
    expect(await waiting).toBe('answer 2');
    expect(changes).toEqual(['lost', 'back']);
    expect(shown).toEqual(['answer 1', 'meanwhile', 'answer 2']);
    expect(world.heard.filter(({ said }) => said.kind === 'text' && said.text === 'second')).toHaveLength(1);
  });

  it('gets the answer of a line that was taken in before, from the board', { timeout: 20_000 }, async () => {
    world = await openConsoleWorld({ script: () => null });
    const { client, shown } = await attach('ada');
    const waiting = client.say('vote cast 1 A');
    await expect.poll(() => world.heard).toHaveLength(1);
    const [event] = world.heard;
    await world.platform.stop();
    await world.board.post({
      key: `answer:${event?.id}`,
      room: 'hall',
      account: 'ada',
      event: event?.id ?? '',
      asker: null,
      message: words('counted'),
      reader,
    });
    await world.platform.start(world.hear);
    expect(await waiting).toBe('counted');
    expect(shown).toEqual(['counted']);
    await expect.poll(() => world.heard.map(({ id }) => id)).toEqual([event?.id, event?.id]);
  });

  it('gives up in the end, in words', { timeout: 20_000 }, async () => {
    world = await openConsoleWorld();
    const { client } = await attach('ada', { patience: 300 });
    await world.platform.stop();
    const waiting = client.say('help');
    await expect(client.ended).rejects.toMatchObject({ code: 'console-gone', message: expect.stringContaining('did not come back') });
    await expect(waiting).rejects.toMatchObject({ code: 'console-gone' });
    await expect(client.say('help')).rejects.toMatchObject({ code: 'console-gone' });
  });

  it('can be left meanwhile', async () => {
    world = await openConsoleWorld();
    const { client } = await attach('ada');
    await world.platform.stop();
    await client.leave();
    await expect(client.ended).resolves.toBeUndefined();
  });

  it('shows an answer once that came both past the board and over it', async () => {
    world = await openConsoleWorld();
    const { client, shown } = await attach('ada');
    world.board.failures.push(new Error('away'));
    expect(await client.say('help')).toBe('heard help');
    const [event] = world.heard;
    const target = { kind: 'answer', to: event?.answerTo ?? {}, audience: 'author' } as const;
    const task = { kind: 'message', message: words('heard help'), reader, target } as const;
    await world.platform.send({ key: 'k', installation: '', attempts: 1, task });
    await client.settle();
    expect(shown).toEqual(['heard help']);
  });
});
