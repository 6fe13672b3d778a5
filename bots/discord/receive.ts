import { GatewayDispatchEvents } from 'discord.js';
import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Event } from '../conversation/event.ts';
import type { Hear } from '../conversation/platform.ts';
import type { Suggest } from '../conversation/suggest.ts';
import { Address } from './address.ts';
import type { Answers } from './answers.ts';
import { decodeInteraction } from './decode.ts';
import type { DecodedInteraction } from './decode.ts';
import type { Vocabulary } from './decode-said.ts';
import { decodeMessage, DiscordMessageRead } from './decode-message.ts';
import type { ReadableChannel } from './reconcile.ts';
import { managesChannel, parentOf } from './rights.ts';
import { attempt } from './send.ts';

/** How many channels are remembered for reading back. */
const rememberedChannels = 200;

type ReceiveParts = {
  readonly client: Client;
  readonly hear: Hear;
  readonly answers: Answers;
  readonly suggest: Suggest;
  readonly vocabulary: Vocabulary;
  readonly log: Logger;
};

export type Receive = {
  /** Takes in an interaction, however it came; a known one changes nothing. Resolves when it is answered. Never rejects. */
  readonly interaction: (payload: unknown) => Promise<void>;
  /** Takes in a message that was read back; a known one changes nothing. Whether it was new. Never rejects. */
  readonly message: (message: DiscordMessageRead, channel: { private: boolean }) => Promise<boolean>;
  /** The channels in which we were spoken to last, for reading back. */
  readonly channels: () => readonly ReadableChannel[];
  /** Resolves when everything that was heard is done. */
  readonly settled: () => Promise<void>;
};

/** Listens to the gateway, and takes what comes by HTTP. The order is the promise: commit first, then the answer, which is the acknowledgement. */
export function createReceive({ client, hear, answers, suggest, vocabulary, log }: ReceiveParts): Receive {
  const running = new Set<Promise<void>>();
  const channels = new Map<string, ReadableChannel>();

  async function run(work: Promise<void>): Promise<void> {
    const done = work.catch((error: unknown) => log.error({ err: error }, 'a Discord event failed'));
    running.add(done);
    await done;
    running.delete(done);
  }

  /** Whether it was new. */
  async function take(event: Event, channel: string): Promise<boolean> {
    note(channel, event.place);
    const answer = await hear(event);
    if (answer === null) return false;
    const sent = await attempt(() => answers.answer(Address.parse(event.answerTo), { ...answer, attempts: 0 })).catch((error: unknown) => ({
      kind: 'failed' as const,
      error,
    }));
    if (sent.kind === 'sent') await answer.answered();
    else log.warn({ event: event.id, ...sent }, 'an answer did not reach Discord at once; the relay has it');
    return true;
  }

  async function takeInteraction(payload: unknown): Promise<void> {
    const decoded = decodeInteraction(payload, vocabulary);
    switch (decoded.kind) {
      case 'event':
        await take(decoded.event, decoded.channel);
        return;
      case 'open-form': {
        const reader = { language: decoded.locale, timeZone: 'UTC' };
        const sent = await attempt(() => answers.openForm(decoded.form, decoded.address, reader));
        if (sent.kind !== 'sent') log.warn({ sent }, 'a form did not open');
        return;
      }
      case 'suggest':
        return complete(decoded);
      case 'unknown':
        log.info({ why: decoded.why }, 'a Discord interaction that is none of ours was left alone');
        return;
      default:
        return decoded satisfies never;
    }
  }

  /** Whoever types waits for nothing: what fails shows no suggestions. */
  async function complete({ asked, locale, address }: DecodedInteraction & { kind: 'suggest' }): Promise<void> {
    try {
      await attempt(async () => answers.suggest(await suggest(asked), address, { language: locale, timeZone: 'UTC' }));
    } catch (error) {
      log.debug({ err: error, command: asked.command }, 'nothing could be suggested');
    }
  }

  async function message(read: DiscordMessageRead, channel: { private: boolean }): Promise<boolean> {
    const self = client.user?.id;
    if (self === undefined) return false;
    const { guild_id: guild, channel_id: place, author, member } = read;
    const managed =
      Boolean(guild) && managesChannel(client, { guild: guild ?? '', channel: place }, { id: author.id, roles: member?.roles ?? [] });
    const parent = parentOf(client, place);
    const event = decodeMessage(read, { self, private: channel.private, managed, parent });
    let isNew = false;
    if (event) await run(take(event, place).then((wasNew) => void (isNew = wasNew)));
    return isNew;
  }

  async function takeMessage(payload: unknown): Promise<void> {
    const read = DiscordMessageRead.safeParse(payload);
    if (!read.success) return;
    await message(read.data, { private: !read.data.guild_id });
  }

  function note(id: string, { private: isPrivate }: Event['place']): void {
    channels.delete(id);
    channels.set(id, { id, private: isPrivate, newest: null });
    const [oldest] = channels.keys();
    if (oldest !== undefined && channels.size > rememberedChannels) channels.delete(oldest);
  }

  const interaction = (payload: unknown): Promise<void> => run(takeInteraction(payload));
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => void interaction(payload));
  client.ws.on(GatewayDispatchEvents.MessageCreate, (payload: unknown) => void takeMessage(payload));
  return {
    interaction,
    message,
    channels: () => [...channels.values()],
    settled: async () => void (await Promise.all(running)),
  };
}
