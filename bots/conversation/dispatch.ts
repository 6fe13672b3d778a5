import type { Clock } from '../../core/ports/clock.ts';
import type { Arrival, IntakePorts } from '../../core/ports/intake.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { commandLine, message, paragraph, say } from '../../core/text/text.ts';
import type { Action, Message, Sentence } from '../../core/text/text.ts';
import { cleanText, longestText } from './clean-text.ts';
import { fieldsOf, networkFieldName } from './command-index.ts';
import type { CommandIndex } from './command-index.ts';
import type { AnyCommand, PortsOf, Reply } from './command.ts';
import { progress } from './dialogue.ts';
import type { Event } from './event.ts';
import type { Field } from './field.ts';
import type { Answers, Request } from './grammar.ts';
import { askQuestion, previousOf } from './question.ts';
import type { Question } from './question.ts';
import type { Directory } from './resolve-network.ts';
import { understand } from './understand.ts';
import type { Meant, Waiting } from './understand.ts';

/** An event of a person whom the database knows. */
export type Heard = { readonly event: Event; readonly arrival: Arrival };

/** What `dispatch` itself needs, beside the ports of the commands. */
export type ConversationPorts = Directory & Pick<IntakePorts, 'drafts'>;

export type Dispatch<C extends AnyCommand> = {
  /** Parses, completes, reads, runs. Throws a Refusal; then the transaction must be undone and `refuse` answers. */
  readonly hear: (heard: Heard, ports: PortsOf<C> & ConversationPorts) => Promise<Reply>;
  /** The answer to a Refusal, with a reminder of the question that still waits. */
  readonly refuse: (sentences: readonly Sentence[], heard: Heard, ports: ConversationPorts) => Promise<Reply>;
};

/** Milliseconds that a question waits for its answer. */
const patience = 30 * 60_000;

/** The only caller of `run`. */
export function createDispatch<C extends AnyCommand>(index: CommandIndex, clock: Clock): Dispatch<C> {
  return {
    hear: async (heard, ports) => {
      const { waiting, notes } = await lookUp(heard.arrival, ports);
      const reply = await follow(understand(heard.event.said, waiting, index), { heard, waiting, ports });
      return { ...reply, text: [...notes.map((note) => paragraph(note)), ...reply.text] };
    },
    refuse: async (sentences, { event, arrival }, ports) => {
      const { waiting, notes } = await lookUp(arrival, ports);
      return remind({ ...message(...notes, ...sentences), actions: formAgain(event.said, index) }, waiting, event);
    },
  };

  /** The question that waits, and what became of one that waits no more. */
  async function lookUp(arrival: Arrival, { drafts }: ConversationPorts): Promise<{ waiting: Waiting | null; notes: readonly Sentence[] }> {
    const { draft, expiredDraft } = arrival;
    if (draft !== null && draft.expiresAt > clock.now()) {
      const command = index.byName(draft.command);
      if (command !== null && fits(command, draft)) return { waiting: { draft, command }, notes: [] };
      await drafts.drop();
      return { waiting: null, notes: [say('conversation.draft-gone', { command: draft.command })] };
    }
    const expired = draft ?? expiredDraft;
    if (expired === undefined) return { waiting: null, notes: [] };
    await drafts.drop();
    return {
      waiting: null,
      notes: [say('conversation.draft-expired', { command: commandLine(expired.command), minutes: patience / 60_000 })],
    };
  }

  type Scene = { readonly heard: Heard; readonly waiting: Waiting | null; readonly ports: PortsOf<C> & ConversationPorts };

  async function follow(meant: Meant, scene: Scene): Promise<Reply> {
    switch (meant.kind) {
      case 'cancel':
        await scene.ports.drafts.drop();
        return message(say('conversation.cancelled', { command: commandLine(meant.waiting.command.name) }));
      case 'back':
        return goBack(meant.waiting, scene);
      case 'answer': {
        const { command, draft } = meant.waiting;
        return advance({ command, answers: { ...draft.answers, [draft.asking]: meant.words } }, { ...scene, answering: true });
      }
      case 'command':
        return advance(meant.request, { ...scene, answering: false });
      default:
        return meant satisfies never;
    }
  }

  async function goBack(waiting: Waiting, scene: Scene): Promise<Reply> {
    const { command, draft } = waiting;
    const previous = previousOf({ command, answers: draft.answers, asking: draft.asking });
    if (previous === null) return remind(message(say('conversation.nothing-before')), waiting, scene.heard.event);
    const before = draft.answers[previous];
    const question = { command, answers: without(draft.answers, previous), asking: previous };
    return ask(before === undefined ? question : { ...question, before }, scene);
  }

  async function advance(request: Request, scene: Scene & { readonly answering: boolean }): Promise<Reply> {
    const { heard, waiting, ports, answering } = scene;
    const { arrival, event } = heard;
    const reader = readerOf(arrival);
    const step = await progress({ request, arrival, reading: { now: event.at, timeZone: reader.timeZone } }, ports);
    const { command, answers } = request;

    if (step.kind === 'wrong') {
      if (!answering && !isOnce(event)) throw step.refusal;
      const reply = await ask({ command, answers: without(answers, step.field), asking: step.field }, scene);
      return { ...reply, text: [...message(...step.refusal.sentences).text, ...reply.text] };
    }
    if (step.kind === 'ask') {
      const first = !answering || waiting?.draft.asking === networkFieldName;
      const networks = step.networks === undefined ? {} : { networks: step.networks };
      const reply = await ask({ command, answers: step.answers, asking: step.asking, first, ...networks }, scene);
      const replaced = !answering && waiting !== null && !isForm(reply, event);
      const note = say('conversation.draft-replaced', { command: commandLine(waiting?.command.name ?? '') });
      return replaced ? { ...reply, text: [paragraph(note), ...reply.text] } : reply;
    }

    const finished = waiting?.command.name === command.name;
    if (finished) await ports.drafts.drop();
    const { person, account } = arrival;
    const { platform, installation, place, at, outOfTurn } = event;
    const { network, input } = step;
    const heardWhen = { at, ...(outOfTurn === true ? { outOfTurn } : {}) };
    const reply: Reply = await command.run({ input, person, account, platform, installation, place, reader, ...heardWhen, network }, ports);
    return finished || reply.audience === 'everyone' ? reply : remind(reply, waiting, event);
  }

  /** A form needs no draft: it holds its answers itself, and one that is shut unsaid leaves no question open. */
  async function ask(question: Question, { heard, ports }: Scene): Promise<Reply> {
    const { command, answers, asking } = question;
    const reply = askQuestion(question);
    if (isForm(reply, heard.event)) return reply;
    await ports.drafts.keep({ command: command.name, answers, asking, expiresAt: new Date(clock.now().getTime() + patience) });
    return reply;
  }
}

/** How a person reads: as they set it, else in English and universal time. */
export function readerOf({ settings }: Arrival): Reader {
  return { language: settings.language ?? 'en', timeZone: settings.timeZone ?? 'UTC' };
}

/** Whether a question is shown as a form: who speaks in fields has forms. */
function isForm({ actions = [] }: Reply, event: Event): boolean {
  return event.said.kind === 'fields' && !isOnce(event) && actions.some(({ kind }) => kind === 'form');
}

function isOnce({ said }: Event): boolean {
  return said.kind === 'fields' && said.once === true;
}

/** What was refused may be corrected without saying all of it again. */
function formAgain(said: Event['said'], index: CommandIndex): readonly Action[] {
  if (said.kind === 'text') return [];
  const command = index.byName(said.command);
  if (command === null || !Object.values<Field>(command.fields).some(({ optional }) => optional !== true)) return [];
  const given = Object.entries(said.answers).filter(([name, words]) => fieldsOf(command).has(name) && words.length <= longestText);
  const answers = Object.fromEntries(given.map(([name, words]) => [name, cleanText(words)]));
  return [{ kind: 'form', command: command.name, answers, opens: 'on-click' }];
}

/** Another command came in between: the question is repeated below its answer, to be answered in a form by who has forms. */
function remind<R extends Message>(reply: R, waiting: Waiting | null, { said }: Event): R {
  if (waiting === null) return reply;
  const { command, draft } = waiting;
  const asked = askQuestion({ command, answers: draft.answers, asking: draft.asking });
  const form: Action = { kind: 'form', command: command.name, answers: draft.answers, opens: 'on-click' };
  const question =
    said.kind === 'fields' && draft.asking !== networkFieldName ? { ...asked, actions: [form, ...(asked.actions ?? [])] } : asked;
  const reminder = paragraph(say('conversation.draft-waits', { command: commandLine(command.name) }));
  return { ...reply, text: [...reply.text, reminder, ...question.text], actions: [...(reply.actions ?? []), ...(question.actions ?? [])] };
}

/** A draft of an earlier version may ask for what no longer is. */
function fits(command: AnyCommand, draft: Waiting['draft']): boolean {
  const fields = fieldsOf(command);
  return fields.has(draft.asking) && Object.keys(draft.answers).every((name) => fields.has(name));
}

function without(answers: Answers, name: string): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([given]) => given !== name));
}
