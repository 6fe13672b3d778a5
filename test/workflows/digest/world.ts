import { pino } from 'pino';
import { createDigestRounds } from '../../../adapters/postgres/digest-rounds.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { Slot } from '../../../core/digest/slot.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { NetworkId, SpaceId } from '../../../core/ids.ts';
import { features } from '../../../features/index.ts';
import { createDigestActivities } from '../../../workflows/digest/activities.ts';
import { createPortWorld } from '../../adapters/postgres/port-world.ts';

export const log = pino({ level: 'silent' });

export type DigestWorld = Awaited<ReturnType<typeof openDigestWorld>>;

/** Networks with spaces that are told, in a real database, and the steps of the round over it. */
export async function openDigestWorld() {
  const world = await createPortWorld();
  const rounds = createDigestRounds({ database: world.database, bind: (session) => bindPorts(session, world.parts), log });
  const activities = createDigestActivities({ rounds, sections: features.flatMap(({ digest }) => digest ?? []) });
  const ada = await world.meet('Ada');
  let places = 0;
  return {
    rounds,
    activities,
    close: () => world[Symbol.asyncDispose](),
    look: world.look,
    act: world.act,
    /** A network with an open vote, and so many spaces that are told at a slot. */
    found: async (slot: Slot, spaces = 1) => {
      const network = await world.found([ada]);
      await world.openVote(network, { question: 'Which flour?' });
      const told: SpaceId[] = [];
      for (let number = 0; number < spaces; number += 1) {
        const externalId = `room-${(places += 1)}`;
        const place = { platform: PlatformName.parse('console'), installation: '', externalId };
        const space = await world.act((ports) => ports.spaces.bind(network.id, place));
        await world.act(({ digests }) => digests.set(network.id, { space: space.id, slot }));
        told.push(space.id);
      }
      return { network: network.id, spaces: told };
    },
    /** As if their last moment had been so many milliseconds ago, a period after the one before. */
    due: async (spaces: readonly SpaceId[], at: Date) =>
      void (await world.look("update digest set due_at = $2, covered_to = $2::timestamptz - interval '1 day' where space_id = any($1)", [
        spaces,
        at,
      ])),
    /** How often each was told. */
    posts: async (network: NetworkId) =>
      world.look<{ space: string; count: number; message: unknown }>(
        `select delivery ->> 'space' as space, count(*)::int as count, min((delivery -> 'message')::text)::json as message from outbox
         where network_id = $1 and key like 'post:digest:%' group by 1`,
        [network],
      ),
  };
}

/** A daily slot whose last moment was about a minute ago. */
export function slotJustPassed(minutes = 1): { slot: Slot; at: Date } {
  const at = new Date(Math.floor(Date.now() / 60_000) * 60_000 - minutes * 60_000);
  return { slot: { every: 'daily', time: at.toISOString().slice(11, 16), timeZone: 'UTC' }, at };
}
