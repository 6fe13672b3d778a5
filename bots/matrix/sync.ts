import type { Logger } from 'pino';
import { z } from 'zod';
import type { Api } from './api.ts';
import type { Device } from './device.ts';
import type { Directs } from './directs.ts';
import { Membership, readEvents, StrippedEvent } from './events.ts';
import { mayPass } from './matrix-errors.ts';
import { positionEntry, withoutOld } from './position.ts';
import type { Invitation, Position } from './position.ts';
import type { Receive } from './receive.ts';
import type { Session } from './session.ts';
import { syncFilter, SyncResponse } from './sync-response.ts';

/** How many rooms are taken in side by side: the database has so many connections for everything. */
const width = 6;

type SyncParts = {
  readonly api: Api;
  readonly session: Session;
  readonly device: Device;
  readonly directs: Directs;
  readonly receive: Receive;
  readonly position: Position;
  readonly now: () => Date;
  readonly log: Logger;
};

/** One sync: asks what is new, for at most so many milliseconds, takes all of it in, and only then moves the token on. */
export type SyncRound = (wait: number, signal: AbortSignal) => Promise<void>;

export function createSync({ api, session, device, directs, receive, now, log, ...parts }: SyncParts): SyncRound {
  let position = parts.position;
  /** The token moves on only when all was taken in: until then an earlier life, or an earlier try, may have taken in some of it. */
  let triedBefore = true;

  async function ask(wait: number, signal: AbortSignal): Promise<SyncResponse> {
    const { since } = position;
    const query = { timeout: String(wait), filter: syncFilter, set_presence: 'offline', ...(since === null ? {} : { since }) };
    return api({ path: ['sync'], query, answer: SyncResponse, signal, timeout: wait + 60_000 });
  }

  /** Devices and keys before the events that they open. */
  async function takeDevices(response: SyncResponse): Promise<void> {
    await device.takeIn({
      messages: response.to_device.events,
      changed: response.device_lists.changed,
      left: response.device_lists.left,
      oneTimeKeys: response.device_one_time_keys_count,
      fallbackKeys: response.device_unused_fallback_key_types ?? null,
    });
    const accountData = response.account_data.events.flatMap((event) => AccountData.safeParse(event).data ?? []);
    for (const { type, content } of accountData) if (type === 'm.direct') directs.replace(content);
  }

  async function takeRooms(response: SyncResponse, wasTried: boolean): Promise<Position['unread']> {
    const rooms = Object.entries(response.rooms.join);
    // A key comes as a message to the device.
    const unread = response.to_device.events.length === 0 ? [...position.unread] : [...(await receive.again(position.unread))];
    const workers = Array.from({ length: width }, async () => {
      for (let next = rooms.shift(); next !== undefined; next = rooms.shift()) {
        const [room, joined] = next;
        await noteDirect(room, [...joined.state.events, ...joined.timeline.events]);
        unread.push(...(await receive.room(room, joined, { since: position.since, again: wasTried })));
      }
    });
    await Promise.all(workers);
    return withoutOld(unread, now());
  }

  /** A conversation that we made, and were ended before we could write that down. */
  async function noteDirect(room: string, events: readonly unknown[]): Promise<void> {
    for (const { event } of readEvents(events)) {
      const { sender, state_key: invited, type, content } = event;
      const isInvitation = type === 'm.room.member' && sender === session.userId && invited !== undefined && invited !== session.userId;
      if (isInvitation && Membership.safeParse(content).data?.is_direct === true) await directs.note(invited, room);
    }
  }

  async function accept(invitations: readonly Invitation[]): Promise<Invitation[]> {
    const left: Invitation[] = [];
    for (const invitation of invitations) {
      const { room, by, direct } = invitation;
      try {
        await api({ method: 'POST', path: ['join', room], body: {}, answer: z.unknown(), timeout: 60_000 });
        if (direct) await directs.note(by, room);
      } catch (err) {
        if (mayPass(err)) left.push(invitation);
        log.info({ room, err }, mayPass(err) ? 'an invitation is accepted later' : 'an invitation cannot be accepted');
      }
    }
    return left;
  }

  return async (wait, signal) => {
    const response = await ask(wait, signal);
    const wasTried = triedBefore;
    triedBefore = true;
    await takeDevices(response);
    const unread = await takeRooms(response, wasTried);
    const invitations = await accept([...position.invitations, ...invitationsIn(response, session.userId)]);
    const next = { since: response.next_batch, unread, invitations };
    await device.keep(positionEntry(session, next));
    position = next;
    triedBefore = false;
  };
}

const AccountData = z.object({ type: z.string(), content: z.unknown() });

function invitationsIn(response: SyncResponse, self: string): readonly Invitation[] {
  return Object.entries(response.rooms.invite).flatMap(([room, { invite_state: state }]) =>
    state.events.flatMap((raw) => {
      const { data } = StrippedEvent.safeParse(raw);
      if (data?.type !== 'm.room.member' || data.state_key !== self) return [];
      return [{ room, by: data.sender, direct: Membership.safeParse(data.content).data?.is_direct === true }];
    }),
  );
}
