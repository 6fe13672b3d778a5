import type { Audience, Sent } from '../../core/ports/sender.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import { message as messageOf, say } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Address, InteractionAddress, MessageAddress } from './address.ts';
import type { SlackApi } from './api.ts';
import { formOf, opensAtOnce } from './asked-form.ts';
import type { Encode, SlackMessage } from './encode.ts';
import { encodeForm } from './form.ts';
import type { Posts } from './posts.ts';
import type { Respond } from './respond.ts';
import { slackCode } from './web-errors.ts';

export type AnswerTask = {
  readonly message: Message;
  readonly audience: Audience;
  readonly reader: Reader;
  /** Above 0 the answer may stand there already. */
  readonly attempts: number;
};

export type AskedCommand = { readonly command: string; readonly answers: Readonly<Record<string, string>> };

export type AnswerParts = {
  readonly api: SlackApi;
  readonly respond: Respond;
  readonly encode: Encode;
  readonly translator: Translator;
  readonly posts: Posts;
  readonly commands: readonly AnyCommand[];
};

/** Answers to what people said. They reject with the errors of @slack/web-api. */
export type Answers = {
  readonly answer: (to: Address, task: AnswerTask) => Promise<Sent>;
  /** Opens a form that was offered as a button. False when Slack does not take it (any more). */
  readonly openForm: (to: InteractionAddress, form: AskedCommand, reader: Reader) => Promise<boolean>;
  /** A hint that needs no commit: there is nothing to remember of it. */
  readonly hint: (to: InteractionAddress, reader: Reader) => Promise<void>;
};

export function createAnswers({ api, respond, encode, translator, posts, commands }: AnswerParts): Answers {
  async function answerInteraction(to: InteractionAddress, task: AnswerTask): Promise<Sent> {
    const asked = formOf(task.message);
    if (opensAtOnce(asked) && task.attempts === 0 && (await openForm(to, asked, task.reader))) return { kind: 'sent', externalId: null };
    const message = encode(task.message, task.reader);
    const alone = task.audience === 'author' && to.private === 'no';
    if (to.responseUrl !== '') {
      const sent = await respond(to.responseUrl, {
        response_type: alone ? 'ephemeral' : 'in_channel',
        replace_original: false,
        ...message,
        ...(to.thread === '' ? {} : { thread_ts: to.thread }),
      });
      if (sent) return { kind: 'sent', externalId: null };
    }
    const post = { message, key: `answer:${to.id}`, attempts: task.attempts, thread: to.thread };
    return alone ? whisper(to, post) : posts.post(to.channel, post);
  }

  /** A question of a form is no secret, but it is asked of one person. */
  async function answerMessage(to: MessageAddress, task: AnswerTask): Promise<Sent> {
    const message = encode(task.message, task.reader);
    const post = { message, key: `answer:${to.channel}:${to.message}`, attempts: task.attempts };
    if (to.private === 'yes') return posts.post(to.channel, { ...post, thread: to.thread });
    if (task.audience === 'everyone') return posts.post(to.channel, { ...post, thread: to.thread || to.message });
    return whisper(to, { ...post, thread: to.thread });
  }

  /** For one person in a channel; where they or we are not in it, directly. */
  async function whisper(to: Address, post: { message: SlackMessage; key: string; attempts: number; thread: string }): Promise<Sent> {
    try {
      const inThread = post.thread === '' ? {} : { thread_ts: post.thread };
      await api('chat.postEphemeral', { channel: to.channel, user: to.author, ...post.message, ...inThread });
      return { kind: 'sent', externalId: null };
    } catch (error) {
      if (!elsewhere.has(slackCode(error) ?? '')) throw error;
      return posts.direct(to.author, { message: post.message, key: post.key, attempts: post.attempts });
    }
  }

  async function openForm(to: InteractionAddress, form: AskedCommand, reader: Reader): Promise<boolean> {
    const command = commands.find(({ name }) => name === form.command);
    if (to.trigger === '' || command === undefined || Object.keys(command.fields).length === 0) return false;
    const { channel, thread, responseUrl, private: isPrivate } = to;
    const context = { channel, thread, responseUrl, private: isPrivate };
    const view = encodeForm({ command, answers: form.answers, context }, { translator, reader });
    try {
      await api('views.open', { trigger_id: to.trigger, view });
      return true;
    } catch (error) {
      if (!lateForms.has(slackCode(error) ?? '')) throw error;
      return false;
    }
  }

  async function hint(to: InteractionAddress, reader: Reader): Promise<void> {
    const message = encode(messageOf(say('slack.nothing-chosen')), reader);
    await respond(to.responseUrl, { response_type: 'ephemeral', replace_original: false, ...message });
  }

  return {
    answer: (to, task) => (to.kind === 'interaction' ? answerInteraction(to, task) : answerMessage(to, task)),
    openForm,
    hint,
  };
}

const elsewhere: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived']);
/** The 3 s are over, or it was used: then the form is offered as a button. */
const lateForms: ReadonlySet<string> = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'invalid_trigger']);
