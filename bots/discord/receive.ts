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
import type { Places } from './places.ts';
import type { ReadableChannel } from './reconcile.ts';
import type { Rights } from './rights.ts';
import { attempt } from './send.ts';

/** How many channels are remembered for reading back. */
const rememberedChannels = 200;

type ReceiveParts = {
  /** Our own id. */
  readonly self: string;
  readonly places: Pick<Places, 'parentOf'>;
  readonly rights: Rights;
  readonly hear: Hear;
  readonly answers: Answers;
  readonly suggest: Suggest;
  readonly vocabulary: Vocabulary;
  readonly log: Logger;
};

export type Receive = {
  /**
   * Takes in an interaction, however it came; a known one changes nothing. `again`: it may have been told before. Resolves when it is
   * answered. Never rejects.
   */
  readonly interaction: (payload: unknown, how?: Told) => Promise<void>;
  /** Takes in a message that was told. Never rejects. */
  readonly told: (payload: unknown, how?: Told) => Promise<void>;
  /** Takes in a message that was read back; a known one changes nothing. Whether it was new. Never rejects. */
  readonly message: (message: DiscordMessageRead, channel: { private: boolean }) => Promise<boolean>;
  /** The channels in which we were spoken to last, for reading back. */
  readonly channels: () => readonly ReadableChannel[];
  /** Resolves when everything that was heard is done. */
  readonly settled: () => Promise<void>;
};

type Told = { readonly again: boolean };

/** What comes by the gateway and by HTTP. The order is the promise: commit first, then the answer, which is the acknowledgement. */
export function createReceive({ self, places, rights, hear, answers, suggest, vocabulary, log }: ReceiveParts): Receive {
  const running = new Set<Promise<unknown>>();
  const channels = new Map<string, ReadableChannel>();

  /** What it came to; null when it failed. */
  async function run<R>(work: Promise<R>): Promise<R | null> {
    const done = work.catch((error: unknown) => {
      log.error({ err: error }, 'a Discord event failed');
      return null;
    });
    running.add(done);
    const result = await done;
    running.delete(done);
    return result;
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

  async function takeInteraction(payload: unknown, { again }: Told): Promise<void> {
    const decoded = decodeInteraction(payload, vocabulary);
    switch (decoded.kind) {
      case 'event':
        if (again) await takeAgain(decoded);
        else await take(decoded.event, decoded.channel);
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

  /**
   * What was answered is not taken in again: then it is stored already, or its author was told that nothing was done (see createHear). Where
   * Discord does not say, the inbox knows what was stored.
   */
  async function takeAgain({ event, channel }: DecodedInteraction & { kind: 'event' }): Promise<void> {
    const address = Address.parse(event.answerTo);
    if (address.kind === 'interaction' && (await answers.wasAnswered(address).catch(() => false))) {
      log.info({ event: event.id }, 'an interaction that was told again was answered before, and is left alone');
      return;
    }
    await take({ ...event, outOfTurn: true }, channel);
  }

  /** Whoever types waits for nothing: what fails shows no suggestions. */
  async function complete({ asked, locale, address }: DecodedInteraction & { kind: 'suggest' }): Promise<void> {
    try {
      await attempt(async () => answers.suggest(await suggest(asked), address, { language: locale, timeZone: 'UTC' }));
    } catch (error) {
      log.debug({ err: error, command: asked.command }, 'nothing could be suggested');
    }
  }

  /** Rights and threads are asked for only where a message is for us. */
  async function takeMessage(read: DiscordMessageRead, channel: { private: boolean }, { again }: Told): Promise<boolean> {
    const decoded = decodeMessage(read, { self, private: channel.private });
    if (decoded === null) return false;
    const event: Event = again ? { ...decoded, outOfTurn: true } : decoded;
    const { guild_id: guild, channel_id: place, author, member } = read;
    if (channel.private) return take(event, place);
    const [parent, managed] = await Promise.all([
      places.parentOf(place),
      guild ? rights.manages({ guild, channel: place }, { id: author.id, roles: member?.roles ?? [] }) : false,
    ]);
    return take({ ...event, place: { ...event.place, externalId: parent ?? place, managed } }, place);
  }

  async function told(payload: unknown, how: Told = first): Promise<void> {
    const read = DiscordMessageRead.safeParse(payload);
    if (read.success) await run(takeMessage(read.data, { private: !read.data.guild_id }, how));
  }

  function note(id: string, { private: isPrivate }: Event['place']): void {
    channels.delete(id);
    channels.set(id, { id, private: isPrivate, newest: null });
    const [oldest] = channels.keys();
    if (oldest !== undefined && channels.size > rememberedChannels) channels.delete(oldest);
  }

  return {
    interaction: async (payload, how = first) => void (await run(takeInteraction(payload, how))),
    told,
    message: async (read, channel) => (await run(takeMessage(read, channel, { again: true }))) === true,
    channels: () => [...channels.values()],
    settled: async () => void (await Promise.all(running)),
  };
}

const first: Told = { again: false };
