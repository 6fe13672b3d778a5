import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createRegistration } from '../../../bots/discord/registration.ts';
import { encodeCommands } from '../../../bots/discord/slash-commands.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { commands, plainTranslator } from './scripted-world.ts';

type Command = { id: string; name: string; version: string };

/** Discord's list of an application's commands, which gets new versions when it is written. */
function createList() {
  let standing: Command[] = [];
  let writes = 0;
  let away = false;
  const rest = {
    get: async (path: string) => {
      if (away) throw new Error('away');
      return path.endsWith('/commands') ? standing : { id: '7' };
    },
    put: async () => {
      writes += 1;
      standing = ['vote', 'join'].map((name, place) => ({ id: `1${place}`, name, version: String(writes) }));
      return standing;
    },
  };
  return {
    rest,
    writes: () => writes,
    change: (changed: Command[]) => void (standing = changed),
    fail: (fails: boolean) => void (away = fails),
  };
}

const wanted = encodeCommands(commands, plainTranslator);
const log = pino({ level: 'silent' });

describe('slash commands', () => {
  const memory = createMemoryOfPlatform();
  const list = createList();
  const learnt: Record<string, string>[] = [];
  const life = (changed = wanted) =>
    createRegistration({ rest: list.rest, wanted: changed, memory, log, learn: (ids) => void learnt.push(Object.fromEntries(ids)) });

  it('are registered by the first life, and left alone by the next', async () => {
    await life().register('7');
    await life().register('7');
    expect(list.writes()).toBe(1);
    expect(learnt.splice(0)).toEqual([
      { vote: '10', join: '11' },
      { vote: '10', join: '11' },
    ]);
  });

  it('are registered anew when ours changed', async () => {
    await life(wanted.slice(1)).register('7');
    await life(wanted.slice(1)).register('7');
    expect(list.writes()).toBe(2);
  });

  it('are registered anew when they changed there, or are gone', async () => {
    list.change([{ id: '10', name: 'vote', version: '99' }]);
    await life(wanted.slice(1)).register('7');
    expect(list.writes()).toBe(3);
    list.change([]);
    await life(wanted.slice(1)).register('7');
    expect(list.writes()).toBe(4);
  });

  it('are looked up once by a process that registers none, as soon as Discord answers', async () => {
    learnt.length = 0;
    const relay = life();
    list.fail(true);
    await relay.look();
    expect(learnt).toEqual([]);
    list.fail(false);
    await relay.look();
    await relay.look();
    expect(learnt).toEqual([{ vote: '10', join: '11' }]);
    expect(list.writes()).toBe(4);
  });
});
