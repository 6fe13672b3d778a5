import { z } from 'zod';
import { dueAfter, dueUntil } from '../../core/digest/due.ts';
import { Slot, slotName } from '../../core/digest/slot.ts';
import type { NetworkId, SpaceId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Digest, Digests } from '../../core/ports/digests.ts';
import type { Digest as Row } from '../../prisma/generated/client.ts';
import { enqueue } from './outbox.ts';
import type { Session } from './session.ts';

/** When spaces are told, over the running transaction; that their slot gets a schedule is asked through the outbox. */
export function bindDigests(session: Session, { clock }: { readonly clock: Clock }): Digests {
  const { prisma } = session;

  async function find(network: NetworkId, space: SpaceId): Promise<Digest | null> {
    await session.enter(network);
    const row = await prisma.digest.findUnique({ where: { spaceId: space } });
    return row === null ? null : readDigest(row);
  }

  return {
    find,
    set: async (network, { space, slot }) => {
      const before = await find(network, space);
      const now = clock.now();
      const dueAt = dueAfter(slot, now);
      const onePeriod = dueUntil(slot, now);
      const coveredTo = before === null ? onePeriod : before.paused ? later(before.coveredTo, onePeriod) : before.coveredTo;
      const row = { ...columnsOf(slot), paused: false, coveredTo, dueAt };
      await prisma.digest.upsert({
        where: { spaceId: space },
        create: { spaceId: space, networkId: network, ...row },
        update: row,
      });
      const key = `digest-slot:${slotName(slot)}:${space}:${now.toISOString()}`;
      const task = { kind: 'digest-slot', slot } as const;
      await enqueue(session, { platform: 'temporal', installation: '', key, route: `digest:${space}`, network, task });
      return dueAt;
    },
    pause: async (network, space) => {
      await session.enter(network);
      const { count } = await prisma.digest.updateMany({ where: { spaceId: space, paused: false }, data: { paused: true } });
      return count === 1;
    },
  };
}

/** A row of the table, checked. */
export function readDigest({ every, weekday, time, timeZone, paused, coveredTo }: Row): Digest {
  return { slot: readSlot({ every, weekday, time, timeZone }), paused, coveredTo };
}

/** From columns, where a daily one has no weekday. */
export function readSlot({ weekday, ...rest }: z.infer<typeof SlotColumns>): Slot {
  return Slot.parse(weekday === null ? rest : { ...rest, weekday });
}

export function columnsOf(slot: Slot): z.infer<typeof SlotColumns> {
  const { every, time, timeZone } = slot;
  return { every, weekday: slot.every === 'weekly' ? slot.weekday : null, time, timeZone };
}

export const SlotColumns = z.object({ every: z.string(), weekday: z.string().nullable(), time: z.string(), timeZone: z.string() });

const later = (one: Date, other: Date): Date => (one > other ? one : other);
