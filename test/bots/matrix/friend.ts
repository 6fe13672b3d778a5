import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { createApi } from '../../../bots/matrix/api.ts';
import { openDevice } from '../../../bots/matrix/device.ts';
import type { PlatformMemory } from '../../../core/ports/platform-memory.ts';
import type { MatrixAccount } from '../../peers/matrix/start.ts';
import { createMatrixClient } from '../../world/matrix-account.ts';
import type { MatrixClient } from '../../world/matrix-account.ts';

const Sync = z.object({
  next_batch: z.string(),
  rooms: z
    .object({ join: z.record(z.string(), z.object({ timeline: z.object({ events: z.array(z.unknown()) }) })).default({}) })
    .prefault({}),
  to_device: z.object({ events: z.array(z.unknown()) }).prefault({ events: [] }),
  device_lists: z.object({ changed: z.array(z.string()).default([]), left: z.array(z.string()).default([]) }).prefault({}),
  device_one_time_keys_count: z.record(z.string(), z.number()).default({}),
  device_unused_fallback_key_types: z.array(z.string()).nullish(),
});
const Encrypted = z.object({ event_id: z.string(), sender: z.string(), type: z.literal('m.room.encrypted') });

/** Somebody with a client that encrypts, as Element does: the same library. */
export type Friend = {
  readonly client: MatrixClient;
  readonly says: (room: string, text: string) => Promise<void>;
  /** What others said in encrypted form, oldest first; null for what cannot be read. */
  readonly reads: () => Promise<readonly (string | null)[]>;
  readonly waitsFor: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openFriend(homeserver: string, account: MatrixAccount, members: readonly string[]): Promise<Friend> {
  const client = createMatrixClient(homeserver, account);
  const device = await openDevice({
    api: createApi(homeserver, () => account.accessToken),
    session: account,
    memory: memoryInMemory(),
    log: pino({ level: 'silent' }),
  });
  const found = new Map<string, { room: string; raw: unknown; text: string | null }>();
  let since: string | null = null;

  async function update(): Promise<void> {
    const sync = Sync.parse(await client.request('GET', `/sync?timeout=0${since === null ? '' : `&since=${since}`}`));
    since = sync.next_batch;
    await device.takeIn({
      messages: sync.to_device.events,
      changed: sync.device_lists.changed,
      left: sync.device_lists.left,
      oneTimeKeys: sync.device_one_time_keys_count,
      fallbackKeys: sync.device_unused_fallback_key_types ?? null,
    });
    for (const [room, { timeline }] of Object.entries(sync.rooms.join)) {
      for (const raw of timeline.events) {
        const event = Encrypted.safeParse(raw);
        if (event.success && event.data.sender !== account.userId) found.set(event.data.event_id, { room, raw, text: null });
      }
    }
    for (const event of found.values()) {
      const { success, data } = z.object({ body: z.string() }).safeParse((await read(event))?.content);
      event.text ??= success ? data.body : null;
    }
  }

  const read = async ({ room, raw, text }: { room: string; raw: unknown; text: string | null }) =>
    text === null ? device.decrypt(room, raw) : null;

  const reads = async (): Promise<readonly (string | null)[]> => {
    await update();
    return Array.from(found.values(), ({ text }) => text);
  };

  await update();
  return {
    client,
    reads,
    says: async (room, text) => {
      await update();
      const content = await device.encrypt(room, { content: { msgtype: 'm.text', body: text }, members });
      await client.send(room, content, 'm.room.encrypted');
    },
    waitsFor: async (text) => {
      for (const until = Date.now() + 20_000; ; await sleep(50)) {
        const seen = await reads();
        if (seen.some((each) => each?.includes(text) === true)) return;
        if (Date.now() > until) throw new Error(`"${text}" is not read, but ${JSON.stringify(seen)}`);
      }
    },
    close: () => device.close(),
  };
}

export function memoryInMemory(): PlatformMemory {
  const entries = new Map<string, string>();
  return {
    read: (name) => Promise.resolve(entries.get(name) ?? null),
    write: (written) => {
      for (const [name, text] of Object.entries(written)) {
        if (text === null) entries.delete(name);
        else entries.set(name, text);
      }
      return Promise.resolve();
    },
  };
}
