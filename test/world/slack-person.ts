import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SlackPeer } from '../peers/slack/start.ts';
import type { Person } from './person.ts';
import { createSlackView, readHome } from './slack-view.ts';
import type { Control, Visible } from './slack-view.ts';

/** Longer than the shortest vote is open, in milliseconds. */
const patience = 20_000;

/** A person on Slack, as its client lets them act. */
export type SlackPerson = Omit<Person, 'says'> & {
  readonly id: string;
  /** In the channel, in a thread of it, or directly. */
  readonly says: (text: string, where?: { direct?: boolean; thread?: boolean }) => Promise<void>;
  /** Ticks several options of the newest list, and only these, and presses the button beside it. */
  readonly ticks: (...labels: string[]) => Promise<void>;
  readonly follows: (label: string) => Promise<string>;
  readonly seesForm: () => Promise<SlackForm>;
  /** What stands under the inputs of the form, by field. */
  readonly readsErrors: () => Promise<Readonly<Record<string, string>>>;
  readonly canPress: () => Promise<string[]>;
  /** Chooses an entry in the menu of a message with these words, by the command that it begins. */
  readonly picks: (command: string, words: string) => Promise<void>;
  /** Types in a list of the form that is open, and reads what is offered: "label = words". */
  readonly types: (field: string, words: string) => Promise<string[]>;
  /** Opens App Home and waits until it shows this. */
  readonly readsHome: (pattern: string | RegExp) => Promise<string>;
  /** Presses a button there. */
  readonly clicksAtHome: (label: string) => Promise<void>;
  readonly sees: () => Promise<string[]>;
};

export type SlackForm = z.infer<typeof View>;

export async function createSlackPerson(name: string, rights: { manager?: boolean }, peer: SlackPeer): Promise<SlackPerson> {
  const id = peer.addMember(name, rights);
  const { visible } = createSlackView(id, peer);
  const read = new Set<string>();

  /** Looks again when the bot has done something, and now and then. */
  async function waitFor<T>(look: () => Promise<T | null>, failure: () => string): Promise<T> {
    const deadline = Date.now() + patience;
    for (;;) {
      const done = peer.handled();
      const found = await look();
      if (found !== null) return found;
      if (Date.now() > deadline) throw new Error(failure());
      for (let waited = 0; waited < 200 && peer.handled() === done; waited += 5) await sleep(5);
    }
  }

  async function says(text: string, where: { direct?: boolean; thread?: boolean } = {}): Promise<void> {
    await markRead();
    const channel = where.direct === true ? await peer.openDirect(id) : peer.channel;
    const command = /^\/coop\s*(.*)$/s.exec(text);
    if (command) await peer.control('/command', { channel, user: id, command: '/coop', text: command[1] ?? '' });
    else await post({ channel, user: id, text: sent(text).replaceAll('@coop', `<@${peer.bot}>`) }, where.thread === true);
  }

  async function post(message: { channel: string; user: string; text: string }, inThread: boolean): Promise<void> {
    if (!inThread) return void (await peer.control('/message', message));
    const first = Sent.parse(await peer.control('/message', { ...message, text: 'Let us talk about it here' }));
    await peer.control('/message', { ...message, thread_ts: first.message.ts });
  }

  async function find(wanted: (control: Control) => boolean, what: string): Promise<{ message: Visible; control: Control }> {
    return waitFor(
      async () => {
        for (const message of (await visible()).toReversed()) {
          const control = message.controls.find(wanted);
          if (control) return { message, control };
        }
        return null;
      },
      () => `${name} sees no ${what}`,
    );
  }

  async function act({ message, control }: { message: Visible; control: Control }, more: Record<string, unknown>): Promise<void> {
    await markRead();
    const action = { type: control.type, action_id: control.actionId, block_id: control.blockId, ...more };
    await peer.control('/interact', { channel: message.channel, messageTs: message.ts, user: id, action });
  }

  async function clicks(label: string | RegExp): Promise<void> {
    const found = await find((control) => control.type === 'button' && fits(control.label, label), `button ${String(label)}`);
    await act(found, { value: found.control.value });
  }

  async function chooses(label: string | RegExp): Promise<void> {
    const found = await find(
      (control) => control.type === 'static_select' && control.options.some(({ text }) => fits(text.text, label)),
      `choice with ${String(label)}`,
    );
    await act(found, { selected_option: found.control.options.find(({ text }) => fits(text.text, label)) });
  }

  async function ticks(...labels: string[]): Promise<void> {
    const { message, control } = await find(
      ({ type, options }) => type === 'multi_static_select' && labels.every((label) => options.some(({ text }) => text.text === label)),
      `list with ${labels.join(', ')}`,
    );
    const chosen = control.options.filter(({ text }) => labels.includes(text.text));
    const state = { [control.blockId]: { [control.actionId]: { type: control.type, selected_options: chosen } } };
    peer.ticked.set(`${id} ${message.ts}`, state);
    await act({ message, control }, { selected_options: chosen });
    const send = message.controls.find(({ actionId }) => actionId.startsWith('several-'));
    if (send === undefined) throw new Error('no button stands beside the list');
    await act({ message, control: send }, { value: send.value });
  }

  async function seesForm(): Promise<SlackForm> {
    return waitFor(
      async () => {
        const form = await peer.openForm();
        return form === null ? null : View.parse(form.view);
      },
      () => 'no form opened',
    );
  }

  async function fills(values: Readonly<Record<string, string>>): Promise<void> {
    const { blocks } = await seesForm();
    const inputs = blocks.filter(({ type }) => type === 'input');
    const unknown = Object.keys(values).filter((field) => !inputs.some(({ block_id: shown }) => shown === field));
    if (unknown.length > 0) throw new Error(`the form has no field ${unknown.join(', ')}`);
    await markRead();
    const state = inputs.map(({ block_id: field, optional, element }) => {
      if (element === undefined) throw new Error('an input without an element');
      const given = values[field];
      if (element.type === 'external_select') {
        const chosen = given === undefined ? element.initial_option : { text: { text: given }, value: given };
        if (!optional && chosen === undefined) throw new Error(`"${field}" must be chosen`);
        return [field, { value: { type: element.type, selected_option: chosen ?? null } }] as const;
      }
      if (element.type === 'static_select') {
        const option = element.options.find(({ value, text }) =>
          given === undefined ? value === element.initial_option?.value : value === given || text.text === given,
        );
        return [field, { value: { type: element.type, selected_option: option ?? null } }] as const;
      }
      const words = given ?? element.initial_value;
      if (words.length > element.max_length) throw new Error(`"${field}" takes ${element.max_length} characters`);
      if (!optional && words === '') throw new Error(`"${field}" must be filled in`);
      return [field, { value: { type: element.type, value: words === '' ? null : words } }] as const;
    });
    await peer.submitForm(id, Object.fromEntries(state));
  }

  /** What the peer cannot do, begun as a slash command that the front turns into it. */
  async function interact(into: (command: Readonly<Record<string, unknown>>) => Record<string, unknown>): Promise<unknown> {
    const acknowledged = peer.turn((command) => ({ ...into(command), trigger_id: command['trigger_id'], user: { id, username: name } }));
    await peer.control('/command', { channel: peer.channel, user: id, command: '/coop', text: 'help' });
    return acknowledged;
  }

  async function picks(command: string, words: string): Promise<void> {
    await markRead();
    await interact(({ response_url: url }) => ({
      type: 'message_action',
      callback_id: command,
      response_url: url,
      channel: { id: peer.channel, name: 'general' },
      message: { type: 'message', text: sent(words), ts: '1764072000.000100', user: id },
    }));
  }

  async function types(field: string, words: string): Promise<string[]> {
    await seesForm();
    const form = await peer.openForm();
    const typed = { type: 'block_suggestion', block_id: field, action_id: 'value', value: words, view: form?.view };
    const { options } = Offered.parse(await interact(() => typed));
    return options.map(({ text, value }) => `${text.text} = ${value}`);
  }

  async function readsHome(pattern: string | RegExp): Promise<string> {
    await peer.control('/open-home', { user: id });
    return waitFor(
      async () => {
        const text = readHome(peer.home(id))?.text ?? '';
        return fits(text, pattern) ? text : null;
      },
      () => `${name} does not read ${String(pattern)} at home, but ${readHome(peer.home(id))?.text}`,
    );
  }

  async function clicksAtHome(label: string): Promise<void> {
    const control = readHome(peer.home(id))?.controls.find((each) => each.label === label);
    if (control === undefined) throw new Error(`${name} sees no button ${label} at home`);
    await markRead();
    const action = { type: 'button', action_id: control.actionId, block_id: control.blockId, value: control.value, action_ts: '' };
    const view = { id: 'V0HOME', type: 'home', state: { values: {} } };
    await interact(() => ({ type: 'block_actions', container: { type: 'view', view_id: 'V0HOME' }, view, actions: [action] }));
  }

  async function readsErrors(): Promise<Readonly<Record<string, string>>> {
    return waitFor(
      async () => {
        const form = await peer.openForm();
        const errors = z.record(z.string(), z.string()).safeParse(form?.errors);
        return errors.success ? errors.data : null;
      },
      () => 'the form shows no errors',
    );
  }

  /** Waits for a message that was not read before, or was changed since. */
  async function reads(pattern: string | RegExp): Promise<string> {
    let unread: string[] = [];
    const found = await waitFor(
      async () => {
        const messages = (await visible()).filter((message) => message.ours && !read.has(message.version));
        unread = messages.map(({ text }) => text);
        return messages.find(({ text }) => fits(text, pattern)) ?? null;
      },
      () => `${name} does not read ${String(pattern)}; unread: ${JSON.stringify(unread, null, 1)}`,
    );
    read.add(found.version);
    return found.text;
  }

  async function markRead(): Promise<void> {
    for (const { version } of await visible()) read.add(version);
  }

  return {
    id,
    name,
    says,
    clicks,
    chooses,
    ticks,
    fills,
    reads,
    seesForm,
    readsErrors,
    picks,
    types,
    readsHome,
    clicksAtHome,
    follows: async (label) =>
      waitFor(
        async () => (await visible()).findLast(({ links }) => links.has(label))?.links.get(label) ?? null,
        () => `${name} sees no link "${label}"`,
      ),
    canPress: async () => (await visible()).flatMap(({ controls }) => controls.map(({ label }) => label)),
    sees: async () => (await visible()).map(({ text }) => text),
  };
}

/** Slack's client escapes what a person types. */
function sent(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

const Sent = z.object({ message: z.object({ ts: z.string() }) });
const Option = z.object({ text: z.object({ text: z.string() }), value: z.string() });
const Offered = z.object({ options: z.array(Option) });
const View = z.object({
  title: z.object({ text: z.string() }),
  blocks: z.array(
    z.object({
      type: z.string(),
      block_id: z.string().default(''),
      optional: z.boolean().default(false),
      label: z.object({ text: z.string() }).optional(),
      element: z
        .object({
          type: z.string(),
          max_length: z.number().default(3_000),
          initial_value: z.string().default(''),
          initial_option: Option.optional(),
          options: z.array(Option).default([]),
        })
        .optional(),
    }),
  ),
});
