import { GatewayDispatchEvents } from 'discord.js';
import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { AnyCommand } from '../conversation/command.ts';
import type { Event } from '../conversation/event.ts';
import type { Hear } from '../conversation/platform.ts';
import { Address } from './address.ts';
import type { Answers } from './answers.ts';
import { decodeInteraction } from './decode.ts';
import { decodeMessage, DiscordMessageRead } from './decode-message.ts';
import type { Forms } from './forms.ts';
import { managesChannel } from './rights.ts';
import { attempt } from './send.ts';

/** How many private channels are remembered for reading back. */
const rememberedChannels = 200;

type ReceiveParts = {
  readonly client: Client;
  readonly hear: Hear;
  readonly answers: Answers;
  readonly forms: Forms;
  readonly paths: ReadonlyMap<string, AnyCommand>;
  readonly log: Logger;
};

export type Receive = {
  /** Takes in a message that was read back; a known one changes nothing. Never rejects. */
  readonly message: (message: DiscordMessageRead, channel: { private: boolean }) => Promise<void>;
  /** The private channels that were heard last, for reading back: Discord lists none. */
  readonly privateChannels: () => readonly { id: string; private: true; lastMessage: string }[];
  /** Resolves when everything that was heard is done. */
  readonly settled: () => Promise<void>;
};

/** Listens to the gateway. The order is the promise: commit first, then the answer, which is the acknowledgement. */
export function createReceive({ client, hear, answers, forms, paths, log }: ReceiveParts): Receive {
  const running = new Set<Promise<void>>();
  const privateChannels = new Map<string, string>();

  async function run(work: Promise<void>): Promise<void> {
    const done = work.catch((error: unknown) => log.error({ err: error }, 'a Discord event failed'));
    running.add(done);
    await done;
    running.delete(done);
  }

  async function take(event: Event): Promise<void> {
    const answer = await hear(event);
    if (answer === null) return;
    const sent = await attempt(() => answers.answer(Address.parse(event.answerTo), { ...answer, attempts: 0 })).catch((error: unknown) => ({
      kind: 'failed' as const,
      error,
    }));
    if (sent.kind === 'sent') await answer.answered();
    else log.warn({ event: event.id, ...sent }, 'an answer did not reach Discord at once; the relay has it');
  }

  async function takeInteraction(payload: unknown): Promise<void> {
    const decoded = decodeInteraction(payload, { paths, forms });
    switch (decoded.kind) {
      case 'event':
        return take(decoded.event);
      case 'open-form': {
        const reader = { language: decoded.locale, timeZone: 'UTC' };
        const sent = await attempt(() => answers.openForm(decoded.form, decoded.address, reader));
        if (sent.kind !== 'sent') log.warn({ sent }, 'a form did not open');
        return;
      }
      case 'unknown':
        log.info({ why: decoded.why }, 'a Discord interaction that is none of ours was left alone');
        return;
      default:
        return decoded satisfies never;
    }
  }

  async function message(read: DiscordMessageRead, channel: { private: boolean }): Promise<void> {
    const self = client.user?.id;
    if (self === undefined) return;
    const { guild_id: guild, channel_id: place, author, member } = read;
    const managed =
      Boolean(guild) && managesChannel(client, { guild: guild ?? '', channel: place }, { id: author.id, roles: member?.roles ?? [] });
    const event = decodeMessage(read, { self, private: channel.private, managed });
    if (event) await run(take(event));
  }

  async function takeMessage(payload: unknown): Promise<void> {
    const read = DiscordMessageRead.safeParse(payload);
    if (!read.success) return;
    const { id, channel_id: channel, guild_id: guild } = read.data;
    if (!guild) notePrivate(channel, id);
    await message(read.data, { private: !guild });
  }

  function notePrivate(channel: string, lastMessage: string): void {
    privateChannels.delete(channel);
    privateChannels.set(channel, lastMessage);
    const [oldest] = privateChannels.keys();
    if (oldest !== undefined && privateChannels.size > rememberedChannels) privateChannels.delete(oldest);
  }

  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => void run(takeInteraction(payload)));
  client.ws.on(GatewayDispatchEvents.MessageCreate, (payload: unknown) => void takeMessage(payload));
  return {
    message,
    privateChannels: () => [...privateChannels].map(([id, lastMessage]) => ({ id, private: true, lastMessage })),
    settled: async () => void (await Promise.all(running)),
  };
}
