import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { Component, createDiscordView, find } from './discord-view.ts';
import type { Person } from './person.ts';
import { RegisteredCommand, slashData } from './slash-line.ts';

const patience = 10_000;
const slash = 2;
const click = 3;
const modalSubmit = 5;
const button = 2;
const stringSelect = 3;
const modal = 9;

/** A person on Discord, as its client lets them act: says, clicks, chooses, fills, and reads what is shown to them. */
export type DiscordPerson = Person & {
  readonly id: string;
  /** The id of what was said, clicked or filled in last: for delivering it again. */
  readonly last: () => string;
  /** Labels and what is filled in already, of the form that is open. */
  readonly seesForm: () => Promise<{ title: string; fields: { name: string; label: string; value: string }[] }>;
  /** Everything visible now, newest last. */
  readonly sees: () => Promise<string[]>;
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

  async function says(text: string, { direct = false } = {}): Promise<void> {
    await markRead();
    const channel = direct ? await peer.openDirect(id) : peer.channel;
    if (text.startsWith('/')) {
      const { name: command, options } = slashData(text, await registered());
      return interact(slash, channel, { id: '1', name: command, type: 1, options });
    }
    const content = text.replaceAll('@coop', `<@${peer.bot}>`);
    last = (await peer.twin.simulateUserMessage({ channelId: channel, userId: id, content })).id;
  }

  async function registered(): Promise<RegisteredCommand[]> {
    const rows = await peer.twin.prisma.applicationCommand.findMany({});
    return rows.map((row) => RegisteredCommand.parse({ name: row['name'], options: JSON.parse(String(row['options'])) }));
  }

  async function clicks(label: string | RegExp): Promise<void> {
    const found = await waitFor(async () =>
      find(await visible(), (component) => component.type === button && fits(component.label, label)),
    );
    await markRead();
    await interact(click, found.message.channelId, { custom_id: found.component.custom_id, component_type: button }, found.message.id);
  }

  async function chooses(label: string | RegExp): Promise<void> {
    const isChosen = (option: { label: string }): boolean => fits(option.label, label);
    const found = await waitFor(async () => find(await visible(), ({ type, options }) => type === stringSelect && options.some(isChosen)));
    const values = found.component.options
      .filter(isChosen)
      .slice(0, 1)
      .map(({ value }) => value);
    await markRead();
    await interact(
      click,
      found.message.channelId,
      { custom_id: found.component.custom_id, component_type: stringSelect, values },
      found.message.id,
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
    const components = form.components.map(({ component: { type, custom_id: field, value, options } }) => {
      const given = values[field];
      if (type !== stringSelect) return { type: 18, component: { type, custom_id: field, value: given ?? value ?? '' } };
      const chosen = options.filter((option) => (given === undefined ? option.default : option.value === given || option.label === given));
      return { type: 18, component: { type, custom_id: field, values: chosen.map((option) => option.value) } };
    });
    await interact(modalSubmit, channel, { custom_id: form.custom_id, components });
  }

  async function seesForm(): Promise<{ title: string; fields: { name: string; label: string; value: string }[] }> {
    const { form } = await openModal();
    return {
      title: form.title,
      fields: form.components.map(({ label, component }) => ({
        name: component.custom_id,
        label,
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
    fills,
    reads,
    seesForm,
    sees: async () => (await visible()).map(({ text }) => text),
  };
}

async function waitFor<T>(look: () => Promise<T | null>, failure = 'it is not there'): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(failure);
    await sleep(20);
  }
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

const Modal = z.object({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(z.object({ label: z.string(), component: Component })),
});
const Response = z.object({ type: z.number(), data: z.string().nullable(), channelId: z.string() });
