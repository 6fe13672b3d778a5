import type { Logger } from 'pino';
import { z } from 'zod';
import { dueAfter, dueUntil } from '../../core/digest/due.ts';
import type { Period } from '../../core/digest/section.ts';
import { NetworkId, SpaceId } from '../../core/ids.ts';
import type { DigestRounds } from '../../core/ports/digests.ts';
import type { Message } from '../../core/text/text.ts';
import type { Database } from './database.ts';
import { columnsOf, readDigest, readSlot, SlotColumns } from './digests.ts';
import { isUnreachable } from './failures.ts';
import { holdNetwork } from './ledger.ts';
import { enqueue } from './outbox.ts';
import type { Session } from './session.ts';

export type DigestRoundParts<Ports> = {
  readonly database: Database;
  readonly bind: (session: Session) => Ports;
  readonly log: Logger;
};

/** How many spaces are told in one step of a round. */
const batchSize = 20;

/** How far the clocks of Temporal and of the database may be apart: a round that comes too early waits. In milliseconds. */
const clockSkew = 120_000;

/** Milliseconds before a space is looked at again whose digest could not be written; the others go on. */
const setback = 600_000;

/** Milliseconds after which a round that should have come is missed: it is asked for then. */
const patience = 60_000;

/**
 * How much later than its moment a digest is still sent, in milliseconds. After that the next one tells of both periods:
 * nothing is lost, and nobody reads on Thursday what belongs to Monday.
 */
const catchUp = { daily: 12 * 3_600_000, weekly: 48 * 3_600_000 } as const;

/** Due rows, taken in batches; the time is the database's. */
export function createDigestRounds<Ports>({ database, bind, log }: DigestRoundParts<Ports>): DigestRounds<Ports> {
  return {
    tell: async (slot, write) => {
      const { every, weekday, time, timeZone } = columnsOf(slot);
      const { rows } = await database.transact(({ sql }) =>
        sql.query({
          name: 'digests.due',
          text: "select * from due_digests($1, $2, $3, $4, $5 * interval '1 millisecond', $6)",
          values: [every, weekday, time, timeZone, clockSkew, batchSize],
        }),
      );
      const soon = z.array(Due).parse(rows);
      const due = soon.filter(({ wait }) => wait <= 0);
      for (const { network_id: network, space_id: space } of due) {
        await tellOne({ network, space, write }).catch((error: unknown) => setAside(network, { space, error }));
      }
      if (due.length > 0) return { wait: 0 };
      const [next] = soon;
      return { wait: next === undefined ? null : Math.ceil(next.wait) };
    },
    slots: async () => {
      const { rows } = await database.transact(({ sql }) => sql.query({ name: 'digests.slots', text: allSlots }));
      return z
        .array(SlotRow)
        .parse(rows)
        .map(({ late, ...slot }) => ({ slot: readSlot(slot), overdue: late > patience }));
    },
  };

  type Telling = { network: NetworkId; space: SpaceId; write: (period: Period, ports: Ports) => Promise<Message | null> };

  async function tellOne({ network, space, write }: Telling): Promise<void> {
    await database.transact(
      async (session) => {
        await session.enter(network);
        // Outcomes are published behind the same barrier: what is of this period is there to be read, or is of the next one.
        await holdNetwork(session, network);
        const { rows } = await session.sql.query({ name: 'digests.hold', text: hold, values: [space] });
        const [clock] = z.array(z.object({ now: z.date() })).parse(rows);
        const row = await session.prisma.digest.findUnique({ where: { spaceId: space }, include: { space: true } });
        if (clock === undefined || row === null) return; // told by somebody else, paused or unbound in between
        const { slot, coveredTo } = readDigest(row);
        const end = dueUntil(slot, clock.now);
        const covers = end > coveredTo && clock.now.getTime() - end.getTime() <= catchUp[slot.every];
        const message = covers ? await write({ network, start: coveredTo, end }, bind(session)) : null;
        if (message !== null) {
          const name = `digest:${coveredTo.toISOString()}`;
          const { platform, installation, externalId: route } = row.space;
          const task = { kind: 'post', space, subject: name, reader: { language: 'en', timeZone: slot.timeZone }, message } as const;
          await enqueue(session, { key: `post:${name}:${space}`, platform, installation, route, network, task });
        }
        await session.prisma.digest.update({
          where: { spaceId: space },
          data: { coveredTo: covers ? end : coveredTo, dueAt: dueAfter(slot, clock.now) },
        });
      },
      { repeat: true },
    );
  }

  /** One that cannot be written must not stand before the others for ever. */
  async function setAside(network: NetworkId, { space, error }: { space: SpaceId; error: unknown }): Promise<void> {
    if (isUnreachable(error)) throw error;
    log.error({ err: error, network, space }, 'a digest could not be written; it is tried again in ten minutes');
    await database.transact(async (session) => {
      await session.enter(network);
      const text = "update digest set due_at = clock_timestamp() + $2 * interval '1 millisecond' where space_id = $1";
      await session.sql.query({ name: 'digests.set-back', text, values: [space, setback] });
    });
  }
}

const hold = 'select clock_timestamp() as now from digest where space_id = $1 and not paused and due_at <= clock_timestamp() for update';

const allSlots = 'select every, weekday, "time", time_zone as "timeZone", late from digest_slots()';

const Due = z.object({ network_id: NetworkId, space_id: SpaceId, wait: z.number() });
const SlotRow = SlotColumns.extend({ late: z.number() });
