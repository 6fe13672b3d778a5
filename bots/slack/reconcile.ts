import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { SlackApi } from './api.ts';
import { SlackMessageRead } from './envelope.ts';
import { createPatientApi } from './patience.ts';
import { slackCode } from './web-errors.ts';

/** Milliseconds: how far back is looked at most, how far a process looks that remembers nothing, and how far sweeps overlap. */
const furthest = 7 * 24 * 60 * 60_000;
const firstLookBack = 15 * 60_000;
const overlap = 60_000;
/** How far back threads are looked for that may have new replies. */
const threadAge = 24 * 60 * 60_000;
const pageSize = 200;
const pagesPerChannel = 20;
/** How many channels are read at once: as fast as Slack lets us, and no more connections than that needs. */
const width = 8;

type ReconcileParts = {
  readonly api: SlackApi;
  readonly clock: Clock;
  readonly log: Logger;
  readonly memory: PlatformMemory;
  /** Takes a message in; a known one changes nothing. Whether it was new. */
  readonly take: (message: SlackMessageRead, channel: { id: string; private: boolean }) => Promise<boolean>;
};

/**
 * Reads back messages that never arrived; how many that were is returned. In every channel that we are in, its threads and the direct
 * conversations. Interactions cannot be read back: Slack shows its own error and the person repeats. How far it came is remembered
 * over restarts.
 */
export function createReconcile({ clock, log, memory, take, ...parts }: ReconcileParts): { sweep: () => Promise<number> } {
  const api = createPatientApi(parts.api);
  let running: Promise<number> | null = null;

  async function sweepAll(): Promise<number> {
    const started = clock.now().getTime();
    const remembered = Number(await memory.read('swept'));
    const since = Math.max(remembered > 0 ? remembered - overlap : started - firstLookBack, started - furthest);
    const waiting = [...(await channels())].values();
    let repaired = 0;
    const read = async (): Promise<void> => {
      for (const channel of waiting) {
        const found = await readBack(channel, since);
        repaired += found;
      }
    };
    await Promise.all(Array.from({ length: width }, read));
    await memory.write({ swept: String(started) });
    return repaired;
  }

  async function channels(): Promise<readonly Channel[]> {
    const found: Channel[] = [];
    for await (const page of pages('users.conversations', { types: 'public_channel,private_channel,im', exclude_archived: true })) {
      found.push(...Channels.parse(page).channels);
    }
    return found;
  }

  /** A channel that is gone or closed to us holds up none of the others. */
  async function readBack(channel: Channel, since: number): Promise<number> {
    const place = { id: channel.id, private: channel.is_im };
    let repaired = 0;
    try {
      const messages: SlackMessageRead[] = [];
      for await (const page of pages('conversations.history', { channel: channel.id, oldest: tsAt(since - threadAge) })) {
        messages.push(...Messages.parse(page).messages);
      }
      const threads = messages.filter(({ latest_reply: latest }) => latest !== undefined && isSince(latest, since));
      for (const { ts } of threads) {
        for await (const page of pages('conversations.replies', { channel: channel.id, ts, oldest: tsAt(since) })) {
          messages.push(...Messages.parse(page).messages);
        }
      }
      const wanted = new Map(messages.filter(({ ts }) => isSince(ts, since)).map((message) => [message.ts, message]));
      for (const message of [...wanted.values()].toSorted((one, other) => (one.ts < other.ts ? -1 : 1))) {
        if (await take(message, place)) repaired += 1;
      }
    } catch (error) {
      const code = slackCode(error);
      if (code === null || !closed.has(code)) throw error;
      log.info({ channel: channel.id, code }, 'a Slack channel cannot be read back');
    }
    return repaired;
  }

  async function* pages(method: string, parameters: Readonly<Record<string, unknown>>): AsyncGenerator {
    let cursor = '';
    for (let page = 0; page < pagesPerChannel; page += 1) {
      const answer = await api(method, { ...parameters, limit: pageSize, ...(cursor === '' ? {} : { cursor }) });
      yield answer;
      cursor = Cursor.parse(answer).response_metadata?.next_cursor ?? '';
      if (cursor === '') return;
    }
  }

  return {
    sweep: () => (running ??= sweepAll().finally(() => (running = null))),
  };
}

const closed: ReadonlySet<string> = new Set(['channel_not_found', 'not_in_channel', 'is_archived', 'thread_not_found', 'missing_scope']);

type Channel = { readonly id: string; readonly is_im: boolean };
const Channels = z.object({ channels: z.array(z.object({ id: z.string(), is_im: z.boolean().default(false) })) });
/** One that cannot be read holds up none of the others. */
const Messages = z.object({
  messages: z.array(z.unknown()).transform((all) => all.flatMap((each) => SlackMessageRead.safeParse(each).data ?? [])),
});
const Cursor = z.object({ response_metadata: z.object({ next_cursor: z.string().optional() }).optional() });

function tsAt(moment: number): string {
  return (Math.max(0, moment) / 1_000).toFixed(6);
}

function isSince(ts: string, since: number): boolean {
  return Number(ts) * 1_000 >= since;
}
