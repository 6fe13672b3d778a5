import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { Translator } from '../../core/ports/translator.ts';
import { indexCommands } from '../conversation/command-index.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { fieldsOf } from '../conversation/command-index.ts';
import type { Event, Said } from '../conversation/event.ts';
import { saidOfMessage } from '../conversation/from-message.ts';
import type { Answer, Hear } from '../conversation/platform.ts';
import type { Suggest } from '../conversation/suggest.ts';
import { decodeClick } from './actions.ts';
import { Address } from './address.ts';
import type { InteractionAddress } from './address.ts';
import type { Answers } from './answers.ts';
import { formOf } from './asked-form.ts';
import { decodeInteraction, decodeMessage, readWords, saidBySlash } from './decode.ts';
import { slackName } from './name.ts';
import type { Decoding } from './decode.ts';
import { decodeDeleted } from './decode-deleted.ts';
import { BlockActions, BlockSuggestion, EventEnvelope, MessageShortcut, SlashCommand, ViewSubmission } from './envelope.ts';
import { decodeForm, encodeForm, wrongInputs } from './form.ts';
import type { Home } from './home.ts';
import type { Posts } from './posts.ts';
import { attempt } from './send.ts';
import { encodeSuggestions } from './suggestions.ts';
import { wordsIn } from './words.ts';

/** What Slack delivers, verified by its door. */
export type Envelope = {
  readonly kind: 'event' | 'command' | 'interactive';
  readonly body: unknown;
  /** Slack delivers it once more: it may come behind newer ones. */
  readonly again?: true;
};

/** How to acknowledge, and what to do afterwards. It is given only after the commit. */
export type Ack = { readonly body?: Readonly<Record<string, unknown>>; readonly after?: () => Promise<void> };

export type Receive = (envelope: Envelope) => Promise<Ack>;

type ReceiveParts = {
  readonly hear: Hear;
  readonly answers: Answers;
  readonly decoding: Decoding;
  readonly posts: Pick<Posts, 'directChannel'>;
  readonly home: Home;
  readonly suggest: Suggest;
  readonly deleted: ToldDeleted;
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
};

const english = { language: 'en', timeZone: 'UTC' };
/** Slack waits 3 s for an acknowledgement: what comes later is said in another way. */
const ackWithin = 2_500;

/** The order is the promise: commit first, then the acknowledgement, then the answer. What is none of ours is acknowledged and left alone. */
export function createReceive({
  hear,
  answers,
  decoding,
  posts,
  home,
  suggest,
  deleted,
  commands,
  translator,
  clock,
  log,
}: ReceiveParts): Receive {
  const index = indexCommands(commands);
  const speaker = { translator, reader: english };

  async function takeEvent({ body, again }: Envelope): Promise<Ack> {
    const gone = decodeDeleted(body, decoding.self.team);
    if (gone !== null) {
      await deleted(gone);
      return {};
    }
    const envelope = EventEnvelope.safeParse(body);
    if (!envelope.success) return {};
    const { event } = envelope.data;
    if (event.type === 'app_home_opened') return event.tab === 'home' ? { after: () => showHome(event.user) } : {};
    const isPrivate = event.type === 'message' && event.channel_type === 'im';
    const heard = await decodeMessage({ message: event, channel: event.channel, private: isPrivate, proves: true }, decoding);
    if (heard === null) return {};
    return take(again === true ? { ...heard, outOfTurn: true } : heard);
  }

  async function takeCommand(body: unknown): Promise<Ack> {
    const parsed = SlashCommand.safeParse(body);
    if (!parsed.success) return left('command');
    const {
      text,
      user_id: user,
      user_name: name,
      channel_id: channel,
      channel_name: place,
      response_url: responseUrl,
      trigger_id: trigger,
    } = parsed.data;
    const id = `trigger:${trigger}`;
    const address = addressOf({ channel, author: user, responseUrl, trigger, id }, await isOurs(user, { id: channel, name: place }));
    const said = saidBySlash(wordsIn(text, decoding.self.user), index);
    return take(await decodeInteraction({ id, at: clock.now(), author: { id: user, name }, address, said }, decoding));
  }

  async function takeInteractive(body: unknown): Promise<Ack> {
    const click = BlockActions.safeParse(body);
    if (click.success) return takeClick(click.data);
    const form = ViewSubmission.safeParse(body);
    if (form.success) return takeForm(form.data);
    const shortcut = MessageShortcut.safeParse(body);
    if (shortcut.success) return takeShortcut(shortcut.data);
    const typed = BlockSuggestion.safeParse(body);
    return typed.success ? complete(typed.data) : left('interaction');
  }

  /** The words of the message are its author's; who chose the entry says the command. */
  async function takeShortcut(shortcut: MessageShortcut): Promise<Ack> {
    const { callback_id: name, user, trigger_id: trigger, response_url: responseUrl, channel, message } = shortcut;
    const command = index.byName(name);
    const said = command === null ? null : saidOfMessage(command, await readWords(message.text, decoding));
    if (said === null) return left('shortcut');
    const id = `trigger:${trigger}`;
    const parts = { channel: channel.id, author: user.id, responseUrl, trigger, id, thread: message.thread_ts ?? '' };
    const address = addressOf(parts, await isOurs(user.id, channel));
    return take(await decodeInteraction({ id, at: clock.now(), author: named(user), address, said }, decoding));
  }

  /** Somebody types in a list of a form: nothing is said yet, so nothing is committed. Without suggestions they can still type. */
  async function complete({ user, block_id: name, value: words, view }: BlockSuggestion): Promise<Ack> {
    const filled = decodeForm({ ...view, state: view.state ?? { values: {} } });
    const command = filled === null ? null : index.byName(filled.context.command);
    const field = command === null ? undefined : fieldsOf(command).get(name);
    if (filled === null || command === null || field === undefined) return { body: { options: [] } };
    const onlooker = { platform: slackName, installation: decoding.self.team, account: user.id, place: filled.context.channel };
    const asked = { onlooker, command: command.name, field: name, words, answers: filled.answers };
    const found = await suggest(asked).catch((error: unknown) => {
      log.debug({ err: error, command: command.name }, 'nothing could be suggested');
      return [];
    });
    return { body: { options: encodeSuggestions(found, { field, words }, speaker) } };
  }

  /** A direct conversation with us; one between two people is a place like another, where both would read an answer. */
  async function isOurs(user: string, { id, name }: { id: string; name: string }): Promise<boolean> {
    if (!id.startsWith('D') && name !== 'directmessage') return false;
    return posts.directChannel(user).then(
      (direct) => direct === id,
      () => false, // then only its author sees the answer
    );
  }

  async function showHome(user: string): Promise<void> {
    await home.show({ installation: decoding.self.team, account: user });
  }

  async function takeClick({
    user,
    trigger_id: trigger,
    response_url: responseUrl,
    channel,
    view,
    container,
    state,
    actions,
  }: BlockActions): Promise<Ack> {
    const [action] = actions;
    const click = action === undefined ? null : decodeClick(action, state?.values ?? view?.state?.values ?? {});
    if (action === undefined || click === null) return left('click');
    const id = `trigger:${trigger}`;
    // What is pressed at home is answered in the direct conversation.
    const place = channel ?? { id: await posts.directChannel(user.id), name: 'directmessage' };
    const parts = { channel: place.id, author: user.id, responseUrl, trigger, id, thread: container.thread_ts ?? '' };
    const address = addressOf(parts, await isOurs(user.id, place));
    switch (click.kind) {
      case 'ticked':
        return {};
      case 'nothing-chosen':
        return { after: () => answers.hint(address, english) };
      case 'form':
        return { after: () => open(address, click) };
      case 'say': {
        const said = { kind: 'text', text: click.text, clicked: true } as const;
        const at = timeOf(action.action_ts) ?? clock.now();
        const ack = await take(await decodeInteraction({ id, at, author: named(user), address, said }, decoding));
        return view?.type === 'home' ? { ...ack, after: async () => void (await Promise.all([ack.after?.(), showHome(user.id)])) } : ack;
      }
      default:
        return click satisfies never;
    }
  }

  async function open(address: InteractionAddress, form: { command: string; answers: Readonly<Record<string, string>> }): Promise<void> {
    if (!(await answers.openForm(address, form, english))) log.warn('a form did not open');
  }

  /** What is wrong is said in the form, which stays open with what was filled in. */
  async function takeForm({ user, view }: ViewSubmission): Promise<Ack> {
    const began = performance.now();
    const filled = decodeForm(view);
    const command = filled === null ? null : index.byName(filled.context.command);
    if (filled === null || command === null) return left('form');
    const { context, answers: given } = filled;
    const errors = wrongInputs(command, given, speaker);
    if (Object.keys(errors).length > 0) return { body: { response_action: 'errors', errors } };
    const id = `view:${view.id}:${view.hash}`;
    const address = addressOf(
      { channel: context.channel, author: user.id, responseUrl: context.responseUrl, trigger: '', id, thread: context.thread },
      context.private === 'yes',
    );
    const said: Said = { kind: 'fields', command: command.name, answers: given };
    const event = await decodeInteraction({ id, at: clock.now(), author: named(user), address, said }, decoding);
    const answer = await hear(event);
    if (answer === null) return { body: { response_action: 'clear' } };
    const again = formOf(answer.message);
    if (again?.command !== command.name || performance.now() - began > ackWithin) return { after: () => give(event, answer) };
    const { command: _, answers: __, ...place } = context;
    const next = encodeForm(
      { command, answers: again.answers, context: place, notice: answer.message },
      { translator, reader: answer.reader },
    );
    return { body: { response_action: 'update', view: next }, after: answer.answered };
  }

  async function take(event: Event): Promise<Ack> {
    const answer = await hear(event);
    return answer === null ? {} : { after: () => give(event, answer) };
  }

  async function give(event: Event, answer: Answer): Promise<void> {
    const sent = await attempt(() => answers.answer(Address.parse(event.answerTo), { ...answer, attempts: 0 })).catch((error: unknown) => ({
      kind: 'failed' as const,
      error,
    }));
    if (sent.kind === 'sent') await answer.answered();
    else log.warn({ event: event.id, ...sent }, 'an answer did not reach Slack at once; the relay has it');
  }

  function left(why: string): Ack {
    log.info({ why }, 'a Slack interaction that is none of ours was left alone');
    return {};
  }

  return async (envelope) => {
    const { kind, body } = envelope;
    switch (kind) {
      case 'event':
        return takeEvent(envelope);
      case 'command':
        return takeCommand(body);
      case 'interactive':
        return takeInteractive(body);
      default:
        return kind satisfies never;
    }
  };
}

type BlockActions = ReturnType<typeof BlockActions.parse>;
type ViewSubmission = ReturnType<typeof ViewSubmission.parse>;
type MessageShortcut = ReturnType<typeof MessageShortcut.parse>;
type BlockSuggestion = ReturnType<typeof BlockSuggestion.parse>;

function addressOf(
  parts: Pick<InteractionAddress, 'channel' | 'author' | 'responseUrl' | 'trigger' | 'id'> & { thread?: string },
  isPrivate: boolean,
): InteractionAddress {
  return { kind: 'interaction', thread: '', ...parts, private: isPrivate ? 'yes' : 'no' };
}

const named = ({ id, username, name }: ViewSubmission['user']): { id: string; name: string } => ({ id, name: username || name });

/** When Slack says that it was clicked. */
function timeOf(ts: string): Date | null {
  return /^\d{9,12}(\.\d+)?$/.test(ts) ? new Date(Math.floor(Number(ts) * 1_000)) : null;
}
