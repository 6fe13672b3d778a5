import type { Logger } from 'pino';
import { z } from 'zod';
import type { Api } from './api.ts';
import { Membership, readEvents } from './events.ts';
import type { RawEvent, RoomEvent } from './events.ts';
import { isOutage, matrixCode } from './matrix-errors.ts';
import type { JoinedRoom } from './sync-response.ts';

const pageSize = 100;
/** 20,000 messages of one room: more than any gap that people would still want to be answered. */
const mostPages = 200;

const Page = z.object({ chunk: z.array(z.unknown()).default([]), end: z.string().nullish() });

type ReconcileParts = { readonly api: Api; readonly self: string; readonly log: Logger };

export type ReadBack = (room: string, joined: JoinedRoom, since: string | null) => Promise<readonly RawEvent[]>;

/**
 * All that is new in a room, oldest first. A sync tells the newest only; what lies between is read back from where we stood. A
 * room that we were just let into is read back to our invitation: what was said before it was not said to us.
 */
export function createReadBack(parts: ReconcileParts): ReadBack {
  return async (room, { state, timeline }, since) => {
    const events = readEvents(timeline.events);
    const isEntry = ({ event }: RawEvent): boolean => isEntryOf(event, parts.self);
    if (events.some(isEntry) || readEvents(state.events).some(isEntry)) {
      const before =
        timeline.limited && typeof timeline.prev_batch === 'string'
          ? await pagesBefore(room, { from: timeline.prev_batch, until: parts.self }, parts)
          : [];
      return sinceInvitation([...before, ...events], parts.self);
    }
    // What stood there before our first look was not said to us.
    if (since === null) return [];
    if (!timeline.limited || typeof timeline.prev_batch !== 'string') return events;
    const missed = await pagesBefore(room, { from: timeline.prev_batch, to: since }, parts);
    parts.log.info({ room, events: missed.length }, 'a gap in a Matrix room was read back');
    return [...missed, ...events];
  };
}

type Stretch = {
  readonly from: string;
  /** Where we stood. */
  readonly to?: string;
  /** Whose invitation ends it. */
  readonly until?: string;
};

/** Oldest first. A room that cannot be read any more has nothing more to tell. */
async function pagesBefore(room: string, { from, to, until }: Stretch, { api, log }: ReconcileParts): Promise<readonly RawEvent[]> {
  const found: RawEvent[] = [];
  let next: string | null = from;
  for (let page = 0; page < mostPages && next !== null; page++) {
    const query: Record<string, string> = { dir: 'b', from: next, limit: String(pageSize), ...(to === undefined ? {} : { to }) };
    try {
      const { chunk, end } = await api({ path: ['rooms', room, 'messages'], query, answer: Page, timeout: 30_000 });
      const events = readEvents(chunk);
      found.push(...events);
      next = end ?? null;
      if (until !== undefined && events.some(({ event }) => isInvitationOf(event, until))) next = null;
    } catch (error) {
      if (isOutage(error)) throw error;
      log.info({ room, code: matrixCode(error) }, 'a Matrix room cannot be read back');
      next = null;
    }
  }
  if (next !== null) log.warn({ room, events: found.length }, 'a gap in a Matrix room is too large to be read back as a whole');
  return found.toReversed();
}

/** Since the newest invitation; without one, since the entry. */
function sinceInvitation(events: readonly RawEvent[], self: string): readonly RawEvent[] {
  const invitation = events.findLastIndex(({ event }) => isInvitationOf(event, self));
  const entry = events.findLastIndex(({ event }) => isEntryOf(event, self));
  return events.slice(Math.max(0, invitation >= 0 ? invitation : entry));
}

function isEntryOf(event: RoomEvent, self: string): boolean {
  return isMembership(event, self, 'join') && event.unsigned?.prev_content?.membership !== 'join';
}

function isInvitationOf(event: RoomEvent, self: string): boolean {
  return isMembership(event, self, 'invite');
}

function isMembership({ type, state_key: key, content }: RoomEvent, self: string, wanted: string): boolean {
  return type === 'm.room.member' && key === self && Membership.safeParse(content).data?.membership === wanted;
}
