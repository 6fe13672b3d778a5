import { InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
import type { APIInteractionResponse } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Audience, Sent } from '../../core/ports/sender.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { message as messageOf, paragraph, say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Address } from './address.ts';
import type { Suggestion } from '../conversation/suggestion.ts';
import { formOf } from './encode.ts';
import type { Encode } from './encode.ts';
import { encodeForm } from './form.ts';
import type { Forms } from './forms.ts';
import type { Posts } from './posts.ts';
import { encodeSuggestions } from './suggestions.ts';
import { alreadyAnswered, cannotMessagePerson, discordCode, unknownInteraction } from './rest-errors.ts';

const tooLate = 'Discord takes an answer to an interaction for 3 s, and they are over';

export type AnswerTask = {
  readonly message: Message;
  readonly audience: Audience;
  readonly reader: Reader;
  /** Above 0 the answer may stand there already. */
  readonly attempts: number;
};

const Original = z.object({ id: z.string().regex(/^\d{1,20}$/) });

type InteractionAddress = Address & { kind: 'interaction' };
type MessageAddress = Address & { kind: 'message' };

export type AnswerParts = {
  readonly rest: Pick<REST, 'get' | 'post'>;
  readonly encode: Encode;
  readonly translator: Translator;
  readonly forms: Forms;
  readonly posts: Posts;
  readonly commands: readonly AnyCommand[];
};

/** Answers to what people said. They reject with the errors of @discordjs/rest. */
export type Answers = {
  readonly answer: (to: Address, task: AnswerTask) => Promise<Sent>;
  /** Opens a form that was offered as a button. */
  readonly openForm: (id: string, to: InteractionAddress, reader: Reader) => Promise<Sent>;
  /** Whether an interaction has its answer; a form that was opened leaves no trace. */
  readonly wasAnswered: (to: InteractionAddress) => Promise<boolean>;
  /** Shows what a field that is being typed may be meant to say. */
  readonly suggest: (suggestions: readonly Suggestion[], to: InteractionAddress, reader: Reader) => Promise<Sent>;
};

export function createAnswers({ rest, encode, translator, forms, posts, commands }: AnswerParts): Answers {
  /**
   * Whether it is too late only Discord knows: its clock is not ours. Then the person saw an error although everything was
   * done, so the answer goes to them directly. A question is not worth that: it is asked again.
   */
  async function answerInteraction(to: InteractionAddress, task: AnswerTask): Promise<Sent> {
    const sent = await callBack(to, response(to, task));
    if (sent.kind !== 'impossible') return sent;
    if (await wasAnswered(to)) return { kind: 'sent', externalId: null };
    if (opensAtOnce(formOf(task.message))) return sent;
    const late = { ...task.message, text: [paragraph(say('discord.late-answer')), ...task.message.text] };
    const message = encode(late, task.reader);
    return posts.direct(to.author, { message, key: `answer:${to.id}`, attempts: task.attempts, since: to.id });
  }

  function response(to: InteractionAddress, task: AnswerTask): APIInteractionResponse {
    const asked = formOf(task.message);
    if (opensAtOnce(asked) && to.form === 'modal') {
      const form = modal(forms.keep(asked), task.reader);
      if (form !== null) return form;
    }
    const encoded = encode(task.message, task.reader);
    const flags = task.audience === 'author' ? { flags: MessageFlags.Ephemeral } : {};
    return { type: InteractionResponseType.ChannelMessageWithSource, data: { ...encoded, ...flags } };
  }

  function modal(id: string, reader: Reader): APIInteractionResponse | null {
    const form = forms.find(id);
    const command = commands.find(({ name }) => name === form?.command);
    if (!form || !command || Object.keys(command.fields).length === 0) return null;
    return { type: InteractionResponseType.Modal, data: encodeForm({ id, command, answers: form.answers }, { translator, reader }) };
  }

  async function openForm(id: string, to: InteractionAddress, reader: Reader): Promise<Sent> {
    const form = modal(id, reader);
    if (form === null) return { kind: 'impossible', reason: 'the form belongs to a command that is gone' };
    return callBack(to, form);
  }

  async function suggest(suggestions: readonly Suggestion[], to: InteractionAddress, reader: Reader): Promise<Sent> {
    const choices = encodeSuggestions(suggestions, { translator, reader });
    return callBack(to, { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } });
  }

  /** Discord's own two refusals are told apart: somebody answered already, or nobody can any more. */
  async function callBack(to: InteractionAddress, body: APIInteractionResponse): Promise<Sent> {
    try {
      await rest.post(Routes.interactionCallback(to.id, to.token), { body, auth: false });
      return { kind: 'sent', externalId: null };
    } catch (error) {
      if (discordCode(error) === alreadyAnswered) return { kind: 'sent', externalId: null };
      if (discordCode(error) === unknownInteraction) return { kind: 'impossible', reason: tooLate };
      throw error;
    }
  }

  /**
   * Whether an earlier try got through. Of a click that nobody answered, Discord may give the message that was clicked, which is
   * older than the click. A form leaves no trace, but nobody waits for it any more either.
   */
  async function wasAnswered(to: InteractionAddress): Promise<boolean> {
    try {
      const original = Original.parse(await rest.get(Routes.webhookMessage(to.application, to.token), { auth: false }));
      return BigInt(original.id) > BigInt(to.id);
    } catch (error) {
      if (discordCode(error) === null) throw error;
      return false;
    }
  }

  /**
   * A message in a channel can only be answered for all to see. What only its author may see goes to them directly;
   * a question of a form is no secret, and must be answered where it was asked.
   */
  async function answerMessage(to: MessageAddress, task: AnswerTask): Promise<Sent> {
    const key = `answer:${to.message}`;
    const encoded = encode(task.message, task.reader);
    const reply = { message: encoded, key, attempts: task.attempts, replyTo: to.message };
    const forAll = task.audience === 'everyone' || to.private === 'yes' || opensAtOnce(formOf(task.message));
    if (forAll) return posts.post(to.channel, reply);
    try {
      return await posts.direct(to.author, { message: encoded, key, attempts: task.attempts, since: to.message });
    } catch (error) {
      if (discordCode(error) !== cannotMessagePerson) throw error;
      const notice = encode(messageOf(say('discord.answer-too-private')), task.reader);
      return posts.post(to.channel, { ...reply, message: notice });
    }
  }

  return {
    answer: (to, task) => (to.kind === 'interaction' ? answerInteraction(to, task) : answerMessage(to, task)),
    openForm,
    suggest,
    wasAnswered,
  };
}

/** Whether the form itself is the answer; the text beside one that opens on a click must be read first. */
function opensAtOnce(form: ReturnType<typeof formOf>): form is NonNullable<ReturnType<typeof formOf>> {
  return form !== null && form.opens !== 'on-click';
}
