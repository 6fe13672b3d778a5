import type { Logger } from 'pino';
import { startMatrix } from '../peers/matrix/start.ts';
import type { MatrixPeer } from '../peers/matrix/start.ts';
import { createMatrixClient } from './matrix-account.ts';
import type { MatrixClient } from './matrix-account.ts';
import { createMatrixPerson } from './matrix-person.ts';
import type { MatrixPerson } from './matrix-person.ts';
import { openHouseWorld } from './open-house.ts';
import type { HouseWorld } from './open-house.ts';

export type MatrixWorld = {
  readonly house: HouseWorld;
  readonly matrix: MatrixPeer & {
    /** The shared room: everybody may enter, and the bot was invited. */
    readonly room: string;
    /** Who made it, and moderates it. */
    readonly owner: MatrixClient;
    /** A manager may change the room's state. */
    readonly person: (name: string, rights?: { manager?: boolean }) => Promise<MatrixPerson>;
    /** Deletes, as a moderator, the newest message of the shared room that has these words. */
    readonly remove: (words: string) => Promise<void>;
  };
  readonly close: () => Promise<void>;
};

/** The house with Matrix. Synapse must be there: ask `haveSynapse`. */
export async function openMatrixWorld({ log }: { log?: Logger } = {}): Promise<MatrixWorld> {
  await using stack = new AsyncDisposableStack();
  const peer = await startMatrix();
  stack.defer(() => peer.stop());
  const owner = createMatrixClient(peer.homeserver, await peer.register('owner'));
  const room = await owner.createRoom({ preset: 'public_chat', name: 'Bakery', invite: [peer.bot.userId] });
  const variables = { MATRIX_URL: peer.url, MATRIX_ACCESS_TOKEN: peer.bot.accessToken };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const watcher = await createMatrixPerson('watcher', { peer, room });
  const running = stack.move();
  return {
    house,
    matrix: {
      ...peer,
      room,
      owner,
      person: async (name, { manager = false } = {}) => {
        const person = await createMatrixPerson(name, { peer, room });
        if (manager) await promote(owner, room, person.id);
        return person;
      },
      remove: async (words) => {
        const found = (await watcher.looks()).findLast((message) => message.room === room && message.text.includes(words));
        if (found === undefined) throw new Error(`there is no message with "${words}"`);
        await owner.redact(room, found.id);
      },
    },
    close: () => running.disposeAsync(),
  };
}

/** Gives somebody the level of a moderator. */
async function promote(owner: MatrixClient, room: string, user: string): Promise<void> {
  const path = `/rooms/${encodeURIComponent(room)}/state/m.room.power_levels/`;
  const levels = await owner.request('GET', path);
  if (typeof levels !== 'object' || levels === null || !('users' in levels)) throw new Error('the room has no power levels');
  await owner.request('PUT', path, { ...levels, users: { ...Object(levels.users), [user]: 50 } });
}
