import type { Delivery, MessageTask, Sent } from '../../core/ports/sender.ts';
import { Address } from './address.ts';
import type { Answer } from './answers.ts';
import type { Encode } from './encode.ts';
import { sentDespite } from './matrix-errors.ts';
import type { Posts } from './posts.ts';

/** What sends, while this process has the device; null before and after. */
export type Sending = { readonly answer: Answer; readonly posts: Posts };

/** Milliseconds until it is looked again whether this process has the device. */
const standby = 5_000;

/**
 * Carries one delivery of the outbox to Matrix.
 * @throws CoopError "matrix-unavailable", "matrix-unreachable" when the same may work later.
 */
export function createSend({ sending, encode }: { readonly sending: () => Sending | null; readonly encode: Encode }) {
  return async ({ task, key }: Delivery): Promise<Sent> => {
    if (task.kind !== 'message') return { kind: 'impossible', reason: `"${task.kind}" is no message, so Matrix cannot carry it` };
    const now = sending();
    if (now === null) return { kind: 'later', after: standby, scope: 'platform' };
    return attempt(() => carry(task, key, { ...now, encode }));
  };
}

/** Turns the errors of matrix-js-sdk into what the relay understands. */
export async function attempt(request: () => Promise<Sent>): Promise<Sent> {
  try {
    return await request();
  } catch (error) {
    return sentDespite(error);
  }
}

async function carry(task: MessageTask, key: string, { answer, posts, encode }: Sending & { readonly encode: Encode }): Promise<Sent> {
  const { target, message, reader } = task;
  const post = () => ({ notices: encode(message, reader), key });
  switch (target.kind) {
    case 'answer':
      return answer(Address.parse(target.to), { message, reader, audience: target.audience });
    case 'post':
      return posts.post(target.place, post());
    case 'edit':
      return posts.edit(target, post());
    case 'direct':
      return (await posts.direct(target.account, post())).sent;
    default:
      return target satisfies never;
  }
}
