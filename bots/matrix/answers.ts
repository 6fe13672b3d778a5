import type { Audience, Sent } from '../../core/ports/sender.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { message as messageOf, say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import type { Address } from './address.ts';
import type { Encode } from './encode.ts';
import { matrixCode } from './matrix-errors.ts';
import type { Posts } from './posts.ts';

export type AnswerTask = { readonly message: Message; readonly audience: Audience; readonly reader: Reader };

/** Answers what somebody said. Rejects with the errors of matrix-js-sdk. */
export type Answer = (to: Address, task: AnswerTask) => Promise<Sent>;

/**
 * In a room everybody reads everything. What only its author may see goes to them in a conversation of their own; a question is
 * no secret, and is asked where its answer counts.
 */
export function createAnswer({ posts, encode }: { readonly posts: Posts; readonly encode: Encode }): Answer {
  return async (to, { message, audience, reader }) => {
    // The same key from whoever heard the event and from the relay: the homeserver shows it once.
    const key = `answer:${to.event}`;
    const notices = encode(message, reader);
    const answering = { event: to.event, thread: to.thread };
    const here = (said: Message) => posts.post(to.room, { notices: encode(said, reader), key: `${key}:here`, answering });
    if (to.private === 'yes') return posts.post(to.room, to.thread === '' ? { notices, key } : { notices, key, answering });
    if (audience === 'everyone' || isQuestion(message)) return posts.post(to.room, { notices, key, answering });
    try {
      const { sent, fresh } = await posts.direct(to.author, { notices, key });
      if (fresh) await here(messageOf(say('matrix.answered-alone')));
      return sent;
    } catch (error) {
      if (matrixCode(error) !== 'M_FORBIDDEN') throw error;
      return here(messageOf(say('matrix.answer-too-private')));
    }
  };
}

/** It can be left, and is not merely repeated below an answer that may be private. */
function isQuestion({ text, actions = [] }: Message): boolean {
  const isAsked = actions.some((action) => action.kind === 'button' && action.say === 'cancel');
  const isReminder = text.some(
    (block) =>
      block.kind === 'paragraph' && block.inlines.some((inline) => inline.kind === 'sentence' && inline.id === 'conversation.draft-waits'),
  );
  return isAsked && !isReminder;
}
