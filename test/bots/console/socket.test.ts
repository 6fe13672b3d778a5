import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { openSocket, socketPath } from '../../../bots/console/socket.ts';
import { openConsoleWorld, openWire } from './console-world.ts';
import type { ConsoleWorld } from './console-world.ts';

let world: ConsoleWorld;
afterEach(() => world.close());

const answers = async () => {
  const wire = await world.attach('ada');
  const id = wire.say('help');
  await wire.gets({ event: id });
};

const someoneListens = async () => {
  const socket = await openSocket(world.home);
  socket?.destroy();
  return socket !== null;
};

describe('the socket of a data folder', () => {
  it('is open to its user alone, and gone after the instance', async () => {
    world = await openConsoleWorld();
    const { mode } = await stat(socketPath(world.home));
    expect(mode & 0o777).toBe(0o600);
    expect(await readdir(world.home)).toEqual(['console.sock']);
    await world.platform.stop();
    expect(await readdir(world.home)).toEqual([]);
    expect(await openSocket(world.home)).toBeNull();
  });

  it('that a killed process left is replaced', async () => {
    world = await openConsoleWorld();
    await world.platform.stop();
    const program = "require('node:net').createServer().listen(process.argv[1], () => console.log('listens'))";
    const killed = spawn(process.execPath, ['-e', program, socketPath(world.home)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect((await stat(socketPath(world.home))).isSocket()).toBe(true);
    await world.platform.start(world.hear);
    await answers();
  });

  it('stays with the first of several processes, and goes to the next when it ends', { timeout: 20_000 }, async () => {
    world = await openConsoleWorld();
    const { ino } = await stat(socketPath(world.home));
    const second = world.another();
    onTestFinished(() => second.stop());
    await second.start(world.hear);
    expect((await stat(socketPath(world.home))).ino).toBe(ino);
    await answers();
    await world.platform.stop();
    await expect.poll(someoneListens, { timeout: 10_000 }).toBe(true);
    await answers();
  });

  it('is made again when somebody removed it', { timeout: 20_000 }, async () => {
    world = await openConsoleWorld();
    await rm(socketPath(world.home));
    await expect.poll(() => stat(socketPath(world.home)).catch(() => null), { timeout: 10_000 }).not.toBeNull();
    await answers();
  });

  it('stands among the temporary files, in a folder of ours alone, where the path would be too long', async () => {
    world = await openConsoleWorld({ folder: 'x'.repeat(120) });
    const path = socketPath(world.home);
    expect(Buffer.byteLength(path)).toBeLessThan(100);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    await answers();
    await world.platform.stop();
    await expect(stat(dirname(path))).rejects.toThrow('ENOENT');
  });

  it('is neither made nor used where a stranger may have made that folder', async () => {
    world = await openConsoleWorld({ folder: 'y'.repeat(120) });
    const folder = dirname(socketPath(world.home));
    await chmod(folder, 0o755);
    await expect(openSocket(world.home)).rejects.toMatchObject({ code: 'console-folder' });
    expect(await world.platform.examine()).toMatchObject([{ level: 'wrong' }]);
    await chmod(folder, 0o700);
  });

  it('says to the doctor whether somebody listens, and is not made for that', async () => {
    world = await openConsoleWorld();
    expect(await world.platform.examine()).toMatchObject([{ level: 'ok' }]);
    await world.platform.stop();
    expect(await world.platform.examine()).toMatchObject([{ level: 'missing', advice: expect.stringContaining('coop chat') }]);
    expect(await readdir(world.home)).toEqual([]);
    await mkdir(socketPath(world.home)); // in the way
    expect((await world.platform.examine())[0]?.level).not.toBe('ok');
  });
});

describe('whoever talks to it', () => {
  it.each([
    ['no JSON', 'hello\n'],
    ['another first word', '{"kind":"say","id":"x","text":"help","direct":false}\n'],
    ['another release', '{"kind":"attach","protocol":99,"name":"ada","room":"hall","after":null}\n'],
    ['a name that cannot be seen', '{"kind":"attach","protocol":1,"name":" ","room":"hall","after":null}\n'],
    ['a position that is none', '{"kind":"attach","protocol":1,"name":"ada","room":"hall","after":"-1"}\n'],
    ['__proto__', '{"__proto__":{"kind":"attach"}}\n'],
    ['10 MB without an end', 'x'.repeat(10_000_000) + '\n'],
  ])('by %s is refused in words, and nobody else notices', async (_, bytes) => {
    world = await openConsoleWorld();
    const wire = await openWire(world.home);
    wire.write(bytes);
    expect(await wire.gets({ kind: 'refused' })).toMatchObject({ text: expect.stringContaining('console.') });
    await wire.over;
    await answers();
  });

  it('too long is told so, and goes on', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    ada.write(`{"kind":"say","id":"${crypto.randomUUID()}","direct":false,"text":"${'x'.repeat(10_000_000)}"}\n`);
    ada.write('garbage\n');
    ada.send({ kind: 'attach', protocol: 1, name: 'bob', room: 'hall', after: null });
    const id = ada.say('help');
    await ada.gets({ event: id });
    expect(ada.frames.filter(({ kind }) => kind === 'unread').map((frame) => ('text' in frame ? frame.text : ''))).toEqual([
      'console.too-long UTC',
      'console.malformed UTC',
      'console.malformed UTC',
    ]);
    expect(world.heard).toHaveLength(1);
  });

  it('says at most 10,000 characters of a line', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    ada.say('x'.repeat(20_000));
    await expect.poll(() => world.heard).toHaveLength(1);
    expect(world.heard[0]?.said).toEqual({ kind: 'text', text: 'x'.repeat(10_000) });
  });
});
