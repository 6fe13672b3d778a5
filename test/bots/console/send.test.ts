import { describe, expect, it } from 'vitest';
import { createSend } from '../../../bots/console/send.ts';
import type { MessageTask } from '../../../core/ports/sender.ts';
import { reader, words } from './console-world.ts';
import { memoryBoard } from './memory-board.ts';

const to = { event: 'e', account: 'ada', name: 'Ada', room: 'hall' };

function deliver(target: MessageTask['target'], { key = 'k', text = 'hello' } = {}) {
  return { key, installation: '', attempts: 0, task: { kind: 'message', message: words(text), reader, target } } as const;
}

describe('what leaves for the console', () => {
  it.each([
    ['a post is for the room', { kind: 'post', place: 'hall' }, { room: 'hall', account: null, event: null, asker: null, key: 'k' }],
    ['a private word is for the account', { kind: 'direct', account: 'ada' }, { room: null, account: 'ada', key: 'k' }],
    [
      'an answer is for who asked, there',
      { kind: 'answer', to, audience: 'author' },
      { room: 'hall', account: 'ada', event: 'e', asker: null, key: 'answer:e' },
    ],
    [
      'an answer for everybody is for the room, with who asked',
      { kind: 'answer', to, audience: 'everyone' },
      { room: 'hall', account: null, event: 'e', asker: 'Ada' },
    ],
    [
      'an answer to somebody alone stays with them, whatever it says',
      { kind: 'answer', to: { ...to, room: '' }, audience: 'everyone' },
      { room: null, account: 'ada', event: 'e', asker: null },
    ],
  ] as const)('%s', async (_, target, row) => {
    const board = memoryBoard();
    const send = createSend(board);
    expect(await send(deliver(target))).toEqual({ kind: 'sent', externalId: '1' });
    expect(await send(deliver(target))).toEqual({ kind: 'sent', externalId: '1' });
    expect(board.rows).toHaveLength(1);
    expect(board.rows[0]).toMatchObject({ ...row, message: words('hello') });
  });

  it('takes the place of what it edits, and is posted anew where that is forgotten', async () => {
    const board = memoryBoard();
    const send = createSend(board);
    await send(deliver({ kind: 'post', place: 'hall' }, { text: 'open' }));
    expect(await send(deliver({ kind: 'edit', place: 'hall', externalId: '1' }, { key: 'closed', text: 'closed' }))).toMatchObject({
      externalId: '1',
    });
    expect(board.rows).toMatchObject([{ message: words('closed') }]);
    const gone = deliver({ kind: 'edit', place: 'hall', externalId: '99' }, { key: 'again', text: 'again' });
    for (const delivery of [gone, gone]) expect(await send(delivery)).toEqual({ kind: 'sent', externalId: '3' });
    expect(board.rows).toHaveLength(2);
  });

  it('is no process', async () => {
    const vote = crypto.randomUUID() as never;
    const task = { kind: 'start-vote', network: vote, vote } as const;
    expect(await createSend(memoryBoard())({ key: 'k', installation: '', attempts: 0, task })).toMatchObject({ kind: 'impossible' });
  });

  it('fails when the board does, so that it is tried again', async () => {
    const board = memoryBoard();
    board.failures.push(new Error('away'));
    await expect(createSend(board)(deliver({ kind: 'post', place: 'hall' }))).rejects.toThrow('away');
  });
});
