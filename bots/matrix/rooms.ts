import { z } from 'zod';
import type { Api } from './api.ts';
import { Membership } from './events.ts';
import type { RoomEvent } from './events.ts';
import { isMissing, matrixCode } from './matrix-errors.ts';

/** What is known of a room, asked once and forgotten when the sync says that it changed. */
export type Rooms = {
  readonly isEncrypted: (room: string) => Promise<boolean>;
  /** Whether somebody may change the room's state: the right that a moderator has and a guest has not. */
  readonly mayManage: (room: string, user: string) => Promise<boolean>;
  readonly nameOf: (room: string, user: string) => Promise<string>;
  /** Who is in it or invited. */
  readonly members: (room: string) => Promise<readonly string[]>;
  readonly isMember: (room: string, user: string) => Promise<boolean>;
  /** Something happened in a room. */
  readonly note: (room: string, event: RoomEvent) => void;
};

/** Rooms that are remembered; asking again costs a request, nothing else. */
const remembered = 5_000;

/** Whoever may write state may write nonsense into it: then it means what is usual. Old rooms have numbers as strings. */
const Level = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);
const PowerLevels = z.object({
  users: z.record(z.string(), Level.catch(0)).default({}).catch({}),
  users_default: Level.default(0).catch(0),
  state_default: Level.default(50).catch(50),
});
const Create = z.object({
  room_version: z.string().default('1').catch('1'),
  additional_creators: z.array(z.string()).default([]).catch([]),
});
const CreateEvent = z.object({ sender: z.string(), content: Create });
const State = z.array(
  z.object({ type: z.string(), state_key: z.string().optional(), sender: z.string(), content: z.record(z.string(), z.unknown()) }),
);
const Member = z.object({ state_key: z.string(), content: Membership });
const Members = z.object({ chunk: z.array(z.unknown()) });

type Facts = {
  encryption?: Promise<boolean>;
  powers?: Promise<(user: string) => number>;
  members?: Promise<ReadonlyMap<string, string | null>>;
};

export function createRooms(api: Api): Rooms {
  const rooms = new Map<string, Facts>();
  /** A room that was encrypted once stays so (Client-Server API, "m.room.encryption"), whatever a server says later. */
  const encrypted = new Set<string>();

  function factsOf(room: string): Facts {
    const facts = rooms.get(room) ?? {};
    rooms.delete(room);
    rooms.set(room, facts);
    const [oldest] = rooms.keys();
    if (oldest !== undefined && rooms.size > remembered) rooms.delete(oldest);
    return facts;
  }

  /** What failed is asked again the next time. */
  async function once<Name extends keyof Facts>(
    room: string,
    name: Name,
    ask: () => NonNullable<Facts[Name]>,
  ): Promise<Awaited<NonNullable<Facts[Name]>>> {
    const facts = factsOf(room);
    const asked = facts[name] ?? ask();
    facts[name] = asked;
    try {
      return await asked;
    } catch (error) {
      if (facts[name] === asked) delete facts[name];
      throw error;
    }
  }

  async function askEncryption(room: string): Promise<boolean> {
    if (encrypted.has(room)) return true;
    try {
      await api({ path: ['rooms', room, 'state', 'm.room.encryption', ''], answer: z.unknown() });
      encrypted.add(room);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async function askPowers(room: string): Promise<(user: string) => number> {
    const state = await api({ path: ['rooms', room, 'state'], answer: State });
    const levels = PowerLevels.parse(state.find(({ type }) => type === 'm.room.power_levels')?.content ?? {});
    const created = CreateEvent.safeParse(state.find(({ type }) => type === 'm.room.create'));
    const creators =
      created.success && isOwnedByCreators(created.data.content.room_version)
        ? [created.data.sender, ...created.data.content.additional_creators]
        : [];
    return (user) => (creators.includes(user) ? Infinity : (levels.users[user] ?? levels.users_default) - levels.state_default);
  }

  async function askMembers(room: string): Promise<ReadonlyMap<string, string | null>> {
    const { chunk } = await api({ path: ['rooms', room, 'members'], answer: Members });
    const members = chunk.flatMap((raw) => Member.safeParse(raw).data ?? []);
    const there = members.filter(({ content }) => content.membership === 'join' || content.membership === 'invite');
    return new Map(there.map(({ state_key: user, content }) => [user, content.displayname ?? null]));
  }

  const membersOf = (room: string) => once(room, 'members', () => askMembers(room));

  return {
    isEncrypted: (room) => once(room, 'encryption', () => askEncryption(room)),
    mayManage: async (room, user) => (await once(room, 'powers', () => askPowers(room)))(user) >= 0,
    nameOf: async (room, user) => (await membersOf(room)).get(user) ?? localpart(user),
    members: async (room) => [...(await membersOf(room)).keys()],
    isMember: async (room, user) => {
      try {
        return (await membersOf(room)).has(user);
      } catch (error) {
        if (matrixCode(error) === 'M_FORBIDDEN') return false; // we are not there any more
        throw error;
      }
    },
    note: (room, { type, state_key: key }) => {
      const facts = rooms.get(room);
      if (facts === undefined || key === undefined) return;
      if (type === 'm.room.encryption') delete facts.encryption;
      if (type === 'm.room.power_levels') delete facts.powers;
      if (type === 'm.room.member') delete facts.members;
    },
  };
}

/** "@ada:example.org" -> "ada". */
export function localpart(user: string): string {
  return user.replace(/^@/, '').replace(/:.*$/s, '');
}

/** From version 12 on creators stand above all levels (MSC4289). */
function isOwnedByCreators(version: string): boolean {
  return /^\d+$/.test(version) ? Number(version) >= 12 : version === 'org.matrix.hydra.11';
}
