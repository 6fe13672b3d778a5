import type { Logger } from 'pino';
import { startMatrix } from '../peers/matrix/start.ts';
import type { MatrixPeer } from '../peers/matrix/start.ts';
import { createMatrixPerson } from './matrix-person.ts';
import { openMatrixRoom } from './matrix-room.ts';
import type { MatrixRoom } from './matrix-room.ts';
import { noDetour, openHouseWorld } from './open-house.ts';
import type { Detour, HouseWorld } from './open-house.ts';

export type MatrixWorld = {
  readonly house: HouseWorld;
  readonly matrix: MatrixPeer &
    MatrixRoom & {
      /** Deletes, as a moderator, the newest message of the shared room that has these words. */
      readonly remove: (words: string) => Promise<void>;
    };
  readonly close: () => Promise<void>;
};

/** The house with Matrix. Synapse must be there: ask `haveSynapse`. */
export async function openMatrixWorld({
  log,
  detour = noDetour,
}: { log?: Logger; detour?: Detour<MatrixPeer> } = {}): Promise<MatrixWorld> {
  await using stack = new AsyncDisposableStack();
  const peer = await startMatrix();
  stack.defer(() => peer.stop());
  const shared = await openMatrixRoom(peer);
  const { room, owner } = shared;
  const variables = { MATRIX_URL: peer.url, MATRIX_ACCESS_TOKEN: peer.bot.accessToken, ...(await detour(peer)) };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const watcher = await createMatrixPerson('watcher', { peer, room });
  const running = stack.move();
  return {
    house,
    matrix: {
      ...peer,
      ...shared,
      remove: async (words) => {
        const found = (await watcher.looks()).findLast((message) => message.room === room && message.text.includes(words));
        if (found === undefined) throw new Error(`there is no message with "${words}"`);
        await owner.redact(room, found.id);
      },
    },
    close: () => running.disposeAsync(),
  };
}
