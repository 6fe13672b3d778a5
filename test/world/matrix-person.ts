import { z } from 'zod';
import type { MatrixPeer } from '../peers/matrix/start.ts';
import { createMatrixClient } from './matrix-account.ts';
import type { MatrixClient } from './matrix-account.ts';
import { createMatrixView, unescapeHtml } from './matrix-view.ts';
import type { MatrixMessage } from './matrix-view.ts';
import type { Person } from './person.ts';

const patience = 20_000;

/** Somebody on Matrix, with a client that shows what Element shows. */
export type MatrixPerson = Omit<Person, 'says' | 'sees'> & {
  readonly id: string;
  readonly client: MatrixClient;
  /** In the shared room, in a thread of it, in another room, directly, or as a reply to the newest message of the bot. */
  readonly says: (text: string, where?: { direct?: boolean; thread?: boolean; room?: string; reply?: boolean }) => Promise<void>;
  readonly sees: () => Promise<readonly string[]>;
  /** The bot's messages, with all that is known of them. */
  readonly looks: () => Promise<readonly MatrixMessage[]>;
  /** The event of what was said last. */
  readonly last: () => string;
};

type Shared = { readonly peer: Pick<MatrixPeer, 'homeserver' | 'bot' | 'register'>; readonly room: string };

export async function createMatrixPerson(name: string, { peer, room }: Shared): Promise<MatrixPerson> {
  const client = createMatrixClient(peer.homeserver, await peer.register(name));
  await client.join(room);
  const view = createMatrixView(client);
  await view.update(0);
  const read = new Set<string>();
  const ofBot = (): readonly MatrixMessage[] => view.messages().filter(({ sender }) => sender === peer.bot.userId);
  let last = '';
  let direct: string | null = null;

  async function waitFor<T>(look: () => T | null, failure: () => string): Promise<T> {
    const deadline = Date.now() + patience;
    for (await view.update(0); ; await view.update(1_000)) {
      const found = look();
      if (found !== null) return found;
      if (Date.now() > deadline) throw new Error(failure());
    }
  }

  const markRead = (): void => {
    for (const { version } of view.messages()) read.add(version);
  };

  /** The conversation with the bot: the one that it opened, else one that we open as a client does. */
  async function directRoom(): Promise<string> {
    await view.update(0);
    direct ??= [...view.rooms()].find((other) => other !== room && ofBot().some((message) => message.room === other)) ?? null;
    if (direct !== null) return direct;
    const made = await client.createRoom({ preset: 'trusted_private_chat', is_direct: true, invite: [peer.bot.userId] });
    direct = made;
    const joined = async () => Members.parse(await client.request('GET', `/rooms/${encodeURIComponent(made)}/joined_members`)).joined;
    for (const until = Date.now() + patience; !(peer.bot.userId in (await joined())); await view.update(200))
      if (Date.now() > until) throw new Error('the bot does not accept the invitation');
    return made;
  }

  const says: MatrixPerson['says'] = async (text, where = {}) => {
    await view.update(0);
    const newest = ofBot().at(-1);
    markRead();
    if (where.reply === true && newest !== undefined) return reply(newest, text);
    if (where.thread === true) {
      const root = await client.send(room, { msgtype: 'm.text', body: 'a thread' });
      const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } };
      last = await client.send(room, { msgtype: 'm.text', body: text, 'm.relates_to': relation });
      return;
    }
    const place = where.direct === true ? await directRoom() : (where.room ?? room);
    last = await client.send(place, { msgtype: 'm.text', body: text, 'm.mentions': {} });
  };

  async function reply(to: MatrixMessage, text: string): Promise<void> {
    last = await client.send(to.room, { msgtype: 'm.text', body: text, 'm.relates_to': { 'm.in_reply_to': { event_id: to.id } } });
  }

  /** There are no buttons: what stands behind a label is typed, where it stands. */
  async function follows(label: string | RegExp): Promise<void> {
    const { place, line } = await waitFor(
      () => hintIn(ofBot(), label),
      () => `${name} sees nothing like ${String(label)} to say; sees ${JSON.stringify(ofBot().map(({ text }) => text))}`,
    );
    markRead();
    last = await client.send(place, { msgtype: 'm.text', body: line });
  }

  async function reads(pattern: string | RegExp): Promise<string> {
    const unread = (): readonly MatrixMessage[] => ofBot().filter(({ version }) => !read.has(version));
    const found = await waitFor(
      () => unread().find(({ text }) => fits(text, pattern)) ?? null,
      () =>
        `${name} does not read ${String(pattern)}; unread: ${JSON.stringify(
          unread().map(({ text }) => text),
          null,
          1,
        )}`,
    );
    read.add(found.version);
    return found.text;
  }

  return {
    id: client.userId,
    name,
    client,
    says,
    clicks: follows,
    chooses: follows,
    /** There are no forms: each question is answered with a reply. */
    fills: async (values) => {
      for (const words of Object.values(values)) {
        const question = await waitFor(
          () => ofBot().find(({ answers }) => answers === last) ?? null,
          () => `${name} is asked nothing`,
        );
        markRead();
        await reply(question, words);
      }
    },
    reads,
    sees: async () => {
      await view.update(0);
      return view.messages().map(({ text }) => text);
    },
    looks: async () => {
      await view.update(0);
      return ofBot();
    },
    last: () => last,
  };
}

const Members = z.object({ joined: z.record(z.string(), z.unknown()) });

/** `<li>Blue · <code>!coop vote cast 3 Blue</code></li>`: what is to be said for a label, in the newest message that has it. */
function hintIn(messages: readonly MatrixMessage[], label: string | RegExp): { place: string; line: string } | null {
  for (const { html, room } of messages.toReversed()) {
    for (const [, shown = '', line = ''] of html.matchAll(/<li>((?:(?!<li>).)*?)(?:: say | · )<code>([^<]*)<\/code><\/li>/gs)) {
      if (fits(unescapeHtml(shown).replaceAll('\u200B', ''), label)) return { place: room, line: unescapeHtml(line) };
    }
  }
  return null;
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
