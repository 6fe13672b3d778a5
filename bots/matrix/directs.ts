import { z } from 'zod';
import type { Api } from './api.ts';
import { isMissing } from './matrix-errors.ts';
import type { Rooms } from './rooms.ts';
import type { Session } from './session.ts';

/** The rooms in which we talk to one person alone, kept where every client keeps them: the account data "m.direct". */
export type Directs = {
  /** Whether a room is one, and nobody else is in it. */
  readonly isPrivate: (room: string) => Promise<boolean>;
  readonly note: (user: string, room: string) => Promise<void>;
  /** What the sync says that it is now. */
  readonly replace: (content: unknown) => void;
  /** The room with somebody; made, and the person invited, when there is none. */
  readonly open: (user: string) => Promise<{ readonly room: string; readonly fresh: boolean }>;
};

/** Any client writes it, so what cannot be read in it is left out. */
const Content = z.record(z.string(), z.array(z.string()).catch([])).catch({});
const type = 'm.direct';

type DirectParts = { readonly api: Api; readonly session: Session; readonly rooms: Rooms };

export async function openDirects({ api, session, rooms }: DirectParts): Promise<Directs> {
  const path = ['user', session.userId, 'account_data', type];
  let known = await api({ path, answer: Content }).catch((error: unknown): z.infer<typeof Content> => {
    if (isMissing(error)) return {};
    throw error;
  });
  let writing: Promise<unknown> = Promise.resolve();
  const opening = new Map<string, Promise<{ room: string; fresh: boolean }>>();

  async function note(user: string, room: string): Promise<void> {
    if (known[user]?.at(-1) === room) return;
    known = { ...known, [user]: [...(known[user] ?? []).filter((other) => other !== room), room] };
    const write = () => api({ method: 'PUT', path, body: known, answer: z.unknown() });
    const mine = writing.then(write, write);
    writing = mine.catch(() => {}); // whoever waits for it gets the error
    await mine;
  }

  async function findOrMake(user: string): Promise<{ room: string; fresh: boolean }> {
    for (const room of (known[user] ?? []).toReversed()) {
      if (!(await rooms.isMember(room, session.userId))) continue;
      if (await rooms.isMember(room, user)) return { room, fresh: false };
    }
    const room = await make(user);
    await note(user, room);
    return { room, fresh: true };
  }

  /** Encrypted where the person has a device that can read it, as their own client would make it. */
  async function make(user: string): Promise<string> {
    const { device_keys: keys } = await api({
      method: 'POST',
      path: ['keys', 'query'],
      body: { device_keys: { [user]: [] } },
      answer: Keys,
    });
    const canRead = Object.keys(keys[user] ?? {}).length > 0;
    const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
    const body = { preset: 'trusted_private_chat', is_direct: true, invite: [user], ...(canRead ? { initial_state: [encryption] } : {}) };
    const { room_id: room } = await api({ method: 'POST', path: ['createRoom'], body, answer: Created });
    return room;
  }

  return {
    note,
    isPrivate: async (room) => {
      if (!Object.values(known).some((direct) => direct.includes(room))) return false;
      return (await rooms.members(room)).length <= 2;
    },
    replace: (content) => {
      const read = Content.safeParse(content);
      if (read.success) known = read.data;
    },
    open: (user) => {
      const running = opening.get(user) ?? findOrMake(user).finally(() => opening.delete(user));
      opening.set(user, running);
      return running;
    },
  };
}

const Keys = z.object({ device_keys: z.record(z.string(), z.record(z.string(), z.unknown())).default({}) });
const Created = z.object({ room_id: z.string() });
