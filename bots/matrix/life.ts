import type { Logger } from 'pino';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { Held, PlatformHold } from '../../core/ports/platform-hold.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Hear } from '../conversation/platform.ts';
import { createAnswer } from './answers.ts';
import { createApi } from './api.ts';
import type { CallWords } from './call-words.ts';
import { openDevice } from './device.ts';
import { openDirects } from './directs.ts';
import type { Encode } from './encode.ts';
import { isMissing, mayPass, unreachable } from './matrix-errors.ts';
import { readPosition } from './position.ts';
import { createPosts } from './posts.ts';
import { createReceive } from './receive.ts';
import { createReadBack } from './reconcile.ts';
import { createRooms, localpart } from './rooms.ts';
import type { Sending } from './send.ts';
import { openSession } from './session.ts';
import type { Login } from './session.ts';
import { createSync } from './sync.ts';
import type { SyncRound } from './sync.ts';

/** This process with the bot's device in its hands. */
export type Life = {
  readonly sending: Sending;
  readonly round: SyncRound;
  /** Aborted when the device may be another process's now. */
  readonly lost: AbortSignal;
  readonly end: () => Promise<void>;
};

export type LifeParts = {
  readonly url: string;
  readonly login: Login;
  readonly hear: Hear;
  readonly deleted: ToldDeleted;
  readonly encode: Encode;
  readonly callWords: CallWords;
  readonly memory: PlatformMemory;
  readonly hold: PlatformHold;
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * Takes the device, brings its keys back, and is ready to listen.
 * @throws CoopError "matrix-device-unreachable" while another process has it, "matrix-unreachable", "matrix-token", "matrix-login".
 */
export async function beginLife(parts: LifeParts): Promise<Life> {
  const held = await parts.hold.take();
  if (held === null) {
    throw new CoopError(
      'matrix-device-unreachable',
      'another process of this installation speaks as the Matrix bot; this one waits and takes over when it ends',
    );
  }
  try {
    return await begin(parts, held);
  } catch (error) {
    await held.release();
    throw error instanceof CoopError || !mayPass(error) ? error : unreachable(error);
  }
}

async function begin({ url, login, hear, deleted, encode, callWords, clock, log, ...parts }: LifeParts, held: Held): Promise<Life> {
  const memory = guarded(parts.memory, held.lost);
  const session = await openSession({ url, login, memory });
  const { userId: self } = session;
  const api = createApi(url, () => session.accessToken);
  const name = await api({ path: ['profile', self, 'displayname'], answer: Profile })
    .then(({ displayname }) => displayname ?? localpart(self))
    .catch((error: unknown) => {
      if (isMissing(error)) return localpart(self);
      throw error;
    });
  const rooms = createRooms(api);
  const directs = await openDirects({ api, session, rooms });
  const device = await openDevice({ api, session, memory, log });
  await device.sign(login);
  const posts = createPosts({ api, device, rooms, directs, self });
  const answer = createAnswer({ posts, encode });
  const decoding = { self, name, rooms, directs, callWords, isOurs: posts.isOurs };
  const now = (): Date => clock.now();
  const receive = createReceive({ hear, answer, deleted, decoding, device, readBack: createReadBack({ api, self, log }), now, log });
  const position = await readPosition(session, memory);
  const round = createSync({ api, session, device, directs, receive, position, now, log });
  return {
    sending: { answer, posts },
    round,
    lost: held.lost,
    end: async () => {
      await receive.settled();
      await device.close();
      await held.release();
    },
  };
}

const Profile = z.object({ displayname: z.string().nullish() });

/** What was lost is not written to: whoever has the device now knows better. */
function guarded(memory: PlatformMemory, lost: AbortSignal): PlatformMemory {
  return {
    read: memory.read,
    write: async (entries) => {
      if (lost.aborted) throw new CoopError('matrix-device-lost', 'the connection that holds the Matrix device broke; it is taken again');
      await memory.write(entries);
    },
  };
}
