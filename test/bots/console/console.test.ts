import { afterEach, describe, expect, it } from 'vitest';
import { say } from '../../../core/text/text.ts';
import { openConsoleWorld, reader, words } from './console-world.ts';
import type { ConsoleWorld } from './console-world.ts';

let world: ConsoleWorld;
afterEach(() => world.close());

describe('a line', () => {
  it('is heard as what somebody said in a room that they manage, and answered after it was taken in', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('  Ada ');
    const id = ada.say('vote list');
    expect(await ada.gets({ event: id })).toMatchObject({ kind: 'shown', heading: null, text: 'heard vote list' });
    expect(world.heard).toEqual([
      {
        platform: 'console',
        installation: '',
        id,
        at: new Date('2027-01-01T12:00:00Z'),
        author: { externalId: 'ada', displayName: 'Ada' },
        place: { externalId: 'hall', private: false, managed: true },
        said: { kind: 'text', text: 'vote list' },
        answerTo: { event: id, account: 'ada', name: 'Ada', room: 'hall' },
      },
    ]);
    await expect.poll(() => world.answered).toEqual([id]);
  });

  it('is answered to who asked alone, in that room, unless everybody may know', async () => {
    world = await openConsoleWorld({
      script: ({ said }) => ({ message: words('yes'), audience: said.kind === 'text' && said.text === 'loud' ? 'everyone' : 'author' }),
    });
    const [ada, again, elsewhere, bob] = await Promise.all([
      world.attach('ada'),
      world.attach('ADA'),
      world.attach('ada', { room: 'yard' }),
      world.attach('bob'),
    ]);
    const [quiet, loud] = [ada.say('quiet'), ada.say('loud')];
    await bob.gets({ event: loud });
    await again.gets({ event: loud });
    expect(bob.shown()).toEqual(['console.asked ada UTC: yes']);
    expect(again.frames.filter(({ kind }) => kind === 'shown')).toMatchObject([{ event: quiet, heading: null }, { event: loud }]);
    const late = elsewhere.say('late');
    await elsewhere.gets({ event: late });
    expect(elsewhere.shown()).toEqual(['yes']);
  });

  it('that is said alone is heard in a place of that account, and answered wherever it is attached', async () => {
    world = await openConsoleWorld({ script: () => ({ message: words('psst'), audience: 'everyone' }) });
    const [ada, elsewhere] = await Promise.all([world.attach('ada'), world.attach('ada', { room: 'yard' })]);
    const id = ada.say('hello', { direct: true });
    await elsewhere.gets({ event: id, heading: 'console.alone UTC' });
    expect(world.heard[0]?.place).toEqual({ externalId: 'direct:ada', private: true, managed: false });
  });

  it('that was taken in before waits for its answer out of the outbox', async () => {
    world = await openConsoleWorld({ script: () => null });
    const ada = await world.attach('ada');
    const id = ada.say('vote cast 1 A');
    await expect.poll(() => world.heard).toHaveLength(1);
    const to = { event: id, account: 'ada', name: 'ada', room: 'hall' };
    const target = { kind: 'answer', to, audience: 'author' } as const;
    const task = { kind: 'message', message: words('counted'), reader, target } as const;
    await world.platform.send({ key: 'k', installation: '', attempts: 0, task });
    expect(await ada.gets({ event: id })).toMatchObject({ kind: 'shown', text: 'counted' });
  });

  it('whose answer never comes is not waited for without an end', async () => {
    world = await openConsoleWorld({ script: () => null, patience: 20 });
    const ada = await world.attach('ada');
    const id = ada.say('vote cast 1 A');
    expect(await ada.gets({ kind: 'late' })).toMatchObject({ event: id, text: 'console.late UTC' });
  });

  it('is answered also while the board cannot be written; then the relay has the answer too', async () => {
    world = await openConsoleWorld();
    world.board.failures.push(new Error('the database is away'));
    const ada = await world.attach('ada');
    const id = ada.say('help');
    expect(await ada.gets({ event: id })).toMatchObject({ kind: 'shown', position: null, text: 'heard help' });
    expect(world.answered).toEqual([]);
  });

  it('in hand is answered when the instance stops, and none after it is read', async () => {
    const release = Promise.withResolvers<void>();
    world = await openConsoleWorld();
    await world.platform.stop();
    const platform = world.another();
    await platform.start(async (event) => {
      const answer = await world.hear(event);
      await release.promise;
      return answer;
    });
    const ada = await world.attach('ada');
    const id = ada.say('first');
    ada.say('second');
    await expect.poll(() => world.heard).toHaveLength(1);
    const stopped = platform.stop();
    release.resolve();
    await stopped;
    await ada.over;
    expect(ada.frames.filter(({ kind }) => kind === 'shown')).toMatchObject([{ event: id }]);
    expect(world.heard).toHaveLength(1);
  });
});

describe('what is posted', () => {
  const post = (key: string, text: string) => ({
    key,
    room: 'hall',
    account: null,
    event: null,
    asker: null,
    message: words(text),
    reader,
  });

  it('shows at every terminal of the room, and changed when it changes', async () => {
    world = await openConsoleWorld();
    const [ada, bob] = await Promise.all([world.attach('ada'), world.attach('bob')]);
    const id = await world.board.post(post('vote', 'open'));
    for (const wire of [ada, bob]) await wire.gets({ text: 'open' });
    await world.board.replace(id, { message: words('closed'), reader });
    for (const wire of [ada, bob]) {
      await wire.gets({ text: 'closed' });
      expect(wire.shown()).toEqual(['open', 'console.changed UTC: closed']);
    }
  });

  it('while a terminal was away shows when it comes back, once, and as it is then', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    const id = await world.board.post(post('vote', 'open'));
    const shown = await ada.gets({ text: 'open' });
    ada.break();
    await world.board.post(post('other', 'missed'));
    await world.board.replace(id, { message: words('closed'), reader });
    const back = await world.attach('ada', { after: shown.kind === 'shown' ? (shown.position ?? '') : '' });
    await back.gets({ text: 'closed' });
    expect(back.shown()).toEqual(['missed', 'console.changed UTC: closed']);
  });

  it('since an account was last there shows at its next terminal', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    await world.board.post(post('1', 'one'));
    const shown = await ada.gets({ text: 'one' });
    ada.send({ kind: 'seen', position: shown.kind === 'shown' ? (shown.position ?? '') : '' });
    ada.end();
    await ada.over;
    await world.board.post(post('2', 'two'));
    const next = await world.attach('ada');
    await next.gets({ text: 'two' });
    expect(next.shown()).toEqual(['two']);
  });

  it('and cannot be read by this release stops nothing', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    await world.board.post({
      ...post('1', ''),
      message: { text: [{ kind: 'paragraph', inlines: [say('conversation.busy', { broken: 1 })] }] },
    });
    await world.board.post(post('2', 'two'));
    await ada.gets({ text: 'two' });
    expect(ada.shown()).toEqual(['console.unreadable UTC', 'two']);
  });

  it('to nobody is marked as read further than it was shown', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    ada.send({ kind: 'seen', position: '999' });
    ada.end();
    await ada.over;
    expect([...world.board.seenBy.values()]).toEqual([0n]);
  });

  it('shows the latest to a newcomer, without a word of others in private', async () => {
    world = await openConsoleWorld();
    for (const text of ['1', '2', '3', '4', '5', '6']) await world.board.post(post(text, text));
    await world.board.post({ ...post('private', 'for ada'), account: 'ada' });
    const bob = await world.attach('bob');
    await bob.gets({ text: '6' });
    bob.send({ kind: 'settle', id: crypto.randomUUID() });
    await bob.gets({ kind: 'settled' });
    expect(bob.shown()).toEqual(['2', '3', '4', '5', '6']);
  });

  it('and is on its way is waited for by who leaves', async () => {
    world = await openConsoleWorld();
    const ada = await world.attach('ada');
    world.board.expecting = true;
    ada.send({ kind: 'settle', id: crypto.randomUUID() });
    setTimeout(() => {
      void world.board.post(post('late', 'just in time'));
      world.board.expecting = false;
    }, 100);
    await ada.gets({ kind: 'settled' });
    expect(ada.shown()).toEqual(['just in time']);
  });
});
