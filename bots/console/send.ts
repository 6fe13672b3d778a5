import type { ConsoleBoard } from '../../core/ports/console-board.ts';
import type { Delivery, MessageTask, Sent } from '../../core/ports/sender.ts';
import { Address } from './address.ts';
import { encodeAnswer } from './encode.ts';

/** Carries one delivery of the outbox to the board, whichever process hears the terminals. */
export function createSend(board: ConsoleBoard): (delivery: Delivery) => Promise<Sent> {
  return async ({ task, key }) => {
    if (task.kind !== 'message') return { kind: 'impossible', reason: `"${task.kind}" is no message, so the console cannot show it` };
    return { kind: 'sent', externalId: await carry(task, key, board) };
  };
}

async function carry({ target, message, reader }: MessageTask, key: string, board: ConsoleBoard): Promise<string> {
  const said = { key, event: null, asker: null, message, reader };
  switch (target.kind) {
    case 'answer':
      return board.post(encodeAnswer(Address.parse(target.to), { message, reader, audience: target.audience }));
    case 'post':
      return board.post({ ...said, room: target.place, account: null });
    case 'edit':
      // What is forgotten after 30 days is posted anew.
      if (await board.replace(target.externalId, { message, reader })) return target.externalId;
      return board.post({ ...said, room: target.place, account: null });
    case 'direct':
      return board.post({ ...said, room: null, account: target.account });
    default:
      return target satisfies never;
  }
}
