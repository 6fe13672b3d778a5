import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { Component, createDiscordView, find } from './discord-view.ts';
import type { Person } from './person.ts';
import { RegisteredCommand, slashData } from './slash-line.ts';
import type { SlashData } from './slash-line.ts';

/** Longer than the shortest vote is open, in milliseconds. */
const patience = 20_000;
const slash = 2;
const typing = 4;
const click = 3;
const modalSubmit = 5;
const button = 2;
const stringSelect = 3;
const modal = 9;

/** A person on Discord, as its client lets them act: says, clicks, chooses, fills, and reads what is shown to them. */
export type DiscordPerson = Omit<Person, 'says'> & {
  readonly id: string;
  /** In the server's first channel, in a thread of it, in another one, or directly. */
  readonly says: (text: string, where?: Where) => Promise<void>;
  /** Ticks several options of one choice, and only these. */
  readonly ticks: (...labels: string[]) => Promise<void>;
  /** Types a slash command up to its last field, and reads what is offered below it: "label = words". */
  readonly types: (line: string, where?: Where) => Promise<string[]>;
  /** Chooses an entry in the menu of a message with these words, whoever wrote it. */
  readonly picks: (entry: string, words: string) => Promise<void>;
  /** The address behind the newest link with this label. */
  readonly follows: (label: string) => Promise<string>;
  /** The id of what was said, clicked or filled in last: for delivering it again. */
  readonly last: () => string;
  /** The form that is open, with what is filled in already. */
  readonly seesForm: () => Promise<DiscordForm>;
  /** The labels of all that can be pressed or opened now, newest last. */
  readonly canPress: () => Promise<string[]>;
  /** Everything visible now, newest last. */
  readonly sees: () => Promise<string[]>;
};

type Where = { readonly direct?: boolean; readonly thread?: boolean; readonly channel?: string };

export type DiscordForm = {
  readonly title: string;
  readonly fields: readonly { name: string; label: string; description: string; placeholder: string; value: string }[];
};

type Shared = {
  readonly peer: DiscordPeer;
  /** Interaction -> who made it: an ephemeral answer is for them alone. */ readonly made: Map<string, string>;
};

export async function createDiscordPerson(name: string, rights: { manager?: boolean }, { peer, made }: Shared): Promise<DiscordPerson> {
  const id = await peer.addMember(name, rights);
  const { visible } = createDiscordView(id, { peer, made });
  const read = new Set<string>();
  let last = '';

  /** Looks again when the bot has done something, and now and then. */
  async function waitFor<T>(look: () => Promise<T | null>, failure = 'it is not there'): Promise<T> {
    const deadline = Date.now() + patience;
    for (;;) {
      const done = peer.handled();
      const found = await look();
      if (found !== null) return found;
      if (Date.now() > deadline) throw new Error(failure);
      for (let waited = 0; waited < 200 && peer.handled() === done; waited += 5) await sleep(5);
    }
  }

  async function interact(type: number, channel: string, data: Record<string, unknown>, messageId?: string): Promise<void> {
    const interaction = await peer.twin.simulateInteraction({
      type,
      channelId: channel,
      userId: id,
      data,
      ...(messageId === undefined ? {} : { messageId }),
    });
    last = interaction.id;
    made.set(last, id);
  }

  const says: DiscordPerson['says'] = async (text, where = {}) => {
    await markRead();
    const channel = await placeOf(where);
    if (text.startsWith('/')) {
      const { name: command, options } = slashData(text, await registered());
      return interact(slash, channel, { id: '1', name: command, type: 1, options });
    }
    const content = text.replaceAll('@coop', `<@${peer.bot}>`);
    last = (await peer.twin.simulateUserMessage({ channelId: channel, userId: id, content })).id;
  };

  async function placeOf({ direct, thread, channel = peer.channel }: Where): Promise<string> {
    if (direct === true) return peer.openDirect(id);
    return thread === true ? peer.addThread(channel, 'a thread') : channel;
  }

  async function registered(): Promise<RegisteredCommand[]> {
    const rows = await peer.twin.prisma.applicationCommand.findMany({ where: { type: 1 } });
    return rows.map((row) => RegisteredCommand.parse({ name: row['name'], options: JSON.parse(String(row['options'])) }));
  }

  async function types(line: string, where: Where = {}): Promise<string[]> {
    const { name: command, options } = slashData(line, await registered());
    await interact(typing, await placeOf(where), { id: '1', name: command, type: 1, options: focusLast(options) });
    const id = last;
    return waitFor(async () => {
      const answer = peer.requests.find(({ path }) => path.startsWith(`/interactions/${id}/`));
      return answer === undefined ? null : Offered.parse(answer.body).data.choices.map((choice) => `${choice.name} = ${choice.value}`);
    }, `nothing is offered for ${line}`);
  }

  async function picks(entry: string, words: string): Promise<void> {
    const rows = await peer.twin.prisma.applicationCommand.findMany({ where: { type: 3 } });
    if (!rows.some((row) => row['name'] === entry)) throw new Error(`the menu of a message has no "${entry}"`);
    await markRead();
    const { id: target } = await peer.twin.simulateUserMessage({ channelId: peer.channel, userId: id, content: words });
    const resolved = { messages: { [target]: { id: target, channel_id: peer.channel, content: words } } };
    await interact(slash, peer.channel, { id: '1', name: entry, type: 3, target_id: target, resolved });
  }

  async function clicks(label: string | RegExp): Promise<void> {
    const found = await waitFor(
      async () => find(await visible(), (component) => component.type === button && fits(component.label, label)),
      `${name} sees no button ${String(label)}`,
    );
    await markRead();
    await interact(click, found.message.channelId, { custom_id: found.component.custom_id, component_type: button }, found.message.id);
  }

  async function chooses(...labels: (string | RegExp)[]): Promise<void> {
    const offers = ({ options, max_values: most }: Component): boolean =>
      most >= labels.length && labels.every((label) => options.some((option) => fits(option.label, label)));
    const { message, component } = await waitFor(
      async () => find(await visible(), (each) => each.type === stringSelect && offers(each)),
      `${name} sees no choice with ${labels.join(', ')}`,
    );
    const { custom_id, options } = component;
    const values = labels.flatMap((label) => options.find((option) => fits(option.label, label))?.value ?? []);
    await markRead();
    await interact(click, message.channelId, { custom_id, component_type: stringSelect, values }, message.id);
  }

  async function follows(label: string): Promise<string> {
    return waitFor(
      async () => (await visible()).findLast(({ links }) => links.has(label))?.links.get(label) ?? null,
      `${name} sees no link "${label}"`,
    );
  }

  async function openModal(): Promise<{ form: z.infer<typeof Modal>; channel: string }> {
    return waitFor(async () => {
      const [row] = await peer.twin.prisma.interactionResponse.findMany({ where: { interactionId: last } });
      const { type, data, channelId } = Response.parse(row);
      return type === modal && data !== null ? { form: Modal.parse(JSON.parse(data)), channel: channelId } : null;
    }, 'no form opened');
  }

  async function fills(values: Readonly<Record<string, string>>): Promise<void> {
    const { form, channel } = await openModal();
    const unknown = Object.keys(values).filter((field) => !form.components.some(({ component }) => component.custom_id === field));
    if (unknown.length > 0) throw new Error(`the form has no field ${unknown.join(', ')}`);
    await markRead();
    const components = form.components.map(({ label, component }) => {
      const { type, custom_id: field, options } = component;
      const given = values[field];
      if (type !== stringSelect) {
        const written = given ?? component.value ?? '';
        if (written.length > component.max_length) throw new Error(`"${label}" takes ${component.max_length} characters`);
        if (component.required && written === '') throw new Error(`"${label}" must be filled in`);
        return { type: 18, component: { type, custom_id: field, value: written } };
      }
      const chosen = options.filter((option) => (given === undefined ? option.default : option.value === given || option.label === given));
      if (chosen.length < (component.required ? 1 : component.min_values)) throw new Error(`"${label}" must be chosen`);
      return { type: 18, component: { type, custom_id: field, values: chosen.map((option) => option.value) } };
    });
    await interact(modalSubmit, channel, { custom_id: form.custom_id, components });
  }

  async function seesForm(): Promise<DiscordForm> {
    const { form } = await openModal();
    return {
      title: form.title,
      fields: form.components.map(({ label, description, component }) => ({
        name: component.custom_id,
        label,
        description,
        placeholder: component.placeholder,
        value: component.value ?? component.options.find((option) => option.default)?.value ?? '',
      })),
    };
  }

  /** Waits for a message that was not read before, or was changed since. */
  async function reads(pattern: string | RegExp): Promise<string> {
    let unread: string[] = [];
    const found = await waitFor(async () => {
      const messages = (await visible()).filter((message) => message.ours && !read.has(message.version));
      unread = messages.map(({ text }) => text);
      return messages.find(({ text }) => fits(text, pattern)) ?? null;
    }).catch(() => {
      throw new Error(`${name} does not read ${String(pattern)}; unread: ${JSON.stringify(unread, null, 1)}`);
    });
    read.add(found.version);
    return found.text;
  }

  async function markRead(): Promise<void> {
    for (const { version } of await visible()) read.add(version);
  }

  return {
    id,
    name,
    last: () => last,
    says,
    clicks,
    chooses,
    ticks: chooses,
    types,
    picks,
    follows,
    fills,
    reads,
    seesForm,
    canPress: async () => (await visible()).flatMap(({ components }) => components.map(({ label, placeholder }) => label || placeholder)),
    sees: async () => (await visible()).map(({ text }) => text),
  };
}

/** What parts a mention in a label cannot be seen. */
function fits(text: string, pattern: string | RegExp): boolean {
  const seen = text.replaceAll('\u200B', '');
  return typeof pattern === 'string' ? seen.includes(pattern) : pattern.test(seen);
}

/** The last field of the innermost command is the one that is typed. */
function focusLast(options: SlashData['options']): SlashData['options'] {
  return options.map((option, place) => {
    if (option.options !== undefined) return { ...option, options: focusLast(option.options) };
    return place === options.length - 1 ? { ...option, focused: true } : option;
  });
}

const Offered = z.object({ data: z.object({ choices: z.array(z.object({ name: z.string(), value: z.string() })) }) });
const Modal = z.object({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(z.object({ label: z.string(), description: z.string().default(''), component: Component })),
});
const Response = z.object({ type: z.number(), data: z.string().nullable(), channelId: z.string() });
