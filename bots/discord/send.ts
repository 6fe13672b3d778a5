import type { Delivery, MessageTask, Sent } from '../../core/ports/sender.ts';
import { Address } from './address.ts';
import type { Answers } from './answers.ts';
import type { Encode } from './encode.ts';
import type { Posts } from './posts.ts';
import { sentDespite } from './rest-errors.ts';

type SendParts = { readonly answers: Answers; readonly posts: Posts; readonly encode: Encode };

/**
 * Carries one delivery of the outbox to Discord. Each message is one request, so that it shows whole or not at all.
 * @throws CoopError "discord-unavailable", "discord-unreachable" when the same may work later.
 */
export function createSend(parts: SendParts): (delivery: Delivery) => Promise<Sent> {
  return async ({ task, key, attempts }) => {
    if (task.kind !== 'message') return { kind: 'impossible', reason: `"${task.kind}" is no message, so Discord cannot carry it` };
    return attempt(() => carry(task, { key, attempts }, parts));
  };
}

/** Turns the errors of @discordjs/rest into what the relay understands. */
export async function attempt(request: () => Promise<Sent>): Promise<Sent> {
  try {
    return await request();
  } catch (error) {
    return sentDespite(error);
  }
}

async function carry(task: MessageTask, { key, attempts }: { key: string; attempts: number }, parts: SendParts): Promise<Sent> {
  const { target, message, reader } = task;
  const post = () => ({ message: parts.encode(message, reader), key, attempts });
  switch (target.kind) {
    case 'answer':
      // Whoever heard the event tried to answer it at once.
      return parts.answers.answer(Address.parse(target.to), { message, reader, audience: target.audience, attempts: attempts + 1 });
    case 'post':
      return parts.posts.post(target.place, post());
    case 'edit':
      return parts.posts.edit(target, post());
    case 'direct':
      return parts.posts.direct(target.account, post());
    default:
      return target satisfies never;
  }
}
