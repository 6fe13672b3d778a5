import type { Delivery, MessageTask, Sent } from '../../core/ports/sender.ts';
import { Address } from './address.ts';
import type { Answer } from './answers.ts';
import { sentDespite } from './github-errors.ts';
import type { Posts } from './posts.ts';

type SendParts = { readonly answer: Answer; readonly posts: Posts };

/**
 * Carries one delivery of the outbox to GitHub.
 * @throws CoopError "github-unavailable", "github-unreachable" when the same may work later.
 */
export function createSend(parts: SendParts): (delivery: Delivery) => Promise<Sent> {
  return async ({ task, key, attempts }) => {
    if (task.kind !== 'message') return { kind: 'impossible', reason: `"${task.kind}" is no message, so GitHub cannot carry it` };
    return attempt(() => carry(task, { key, attempts }, parts));
  };
}

/** Turns failures into what the relay understands. */
export async function attempt(request: () => Promise<Sent>): Promise<Sent> {
  try {
    return await request();
  } catch (error) {
    return sentDespite(error);
  }
}

async function carry(task: MessageTask, { key, attempts }: { key: string; attempts: number }, { answer, posts }: SendParts): Promise<Sent> {
  const { target, message, reader } = task;
  switch (target.kind) {
    case 'answer':
      // Whoever heard the event tried to answer it at once.
      return answer(Address.parse(target.to), { message, reader, audience: target.audience, attempts: attempts + 1 });
    case 'post':
      return posts.post(target.place, target.thread, { message, reader, key, attempts });
    case 'edit':
      return posts.edit(target, { message, reader, key, attempts });
    case 'direct':
      return { kind: 'impossible', reason: 'GitHub has no way to write to one person alone' };
    default:
      return target satisfies never;
  }
}
