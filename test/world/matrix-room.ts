import type { MatrixPeer } from '../peers/matrix/start.ts';
import { createMatrixClient } from './matrix-account.ts';
import type { MatrixClient } from './matrix-account.ts';
import { createMatrixPerson } from './matrix-person.ts';
import type { MatrixPerson } from './matrix-person.ts';

export type MatrixRoom = {
  /** The shared room: everybody may enter, and the bot was invited. */
  readonly room: string;
  /** Who made it, and moderates it. */
  readonly owner: MatrixClient;
  /** A manager may change the room's state. */
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<MatrixPerson>;
};

/** A room that people share with the bot. */
export async function openMatrixRoom(peer: MatrixPeer): Promise<MatrixRoom> {
  const owner = createMatrixClient(peer.homeserver, await peer.register('owner'));
  const room = await owner.createRoom({ preset: 'public_chat', name: 'Bakery', invite: [peer.bot.userId] });
  return {
    room,
    owner,
    person: async (name, { manager = false } = {}) => {
      const person = await createMatrixPerson(name, { peer, room });
      if (manager) await promote(owner, room, person.id);
      return person;
    },
  };
}

/** Gives somebody the level of a moderator. */
async function promote(owner: MatrixClient, room: string, user: string): Promise<void> {
  const path = `/rooms/${encodeURIComponent(room)}/state/m.room.power_levels/`;
  const levels = await owner.request('GET', path);
  if (typeof levels !== 'object' || levels === null || !('users' in levels)) throw new Error('the room has no power levels');
  await owner.request('PUT', path, { ...levels, users: { ...Object(levels.users), [user]: 50 } });
}
