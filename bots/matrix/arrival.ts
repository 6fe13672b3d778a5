import type { RawEvent, RoomEvent } from './events.ts';

export type Arrived = RawEvent & { readonly at: Date };

/**
 * When each event of a room came to our homeserver, oldest first. Other servers write any time they like into
 * `origin_server_ts`, and into `age` too, so of theirs only this is believed: it came before whatever stands after it, and before
 * now. What one of our own homeserver's people said is as old as that homeserver says, whatever its clock shows.
 */
export function arrivals(
  events: readonly RawEvent[],
  { now, server }: { readonly now: Date; readonly server: string },
): readonly Arrived[] {
  let latest = now.getTime();
  const newestFirst = events.toReversed().map(({ raw, event }): Arrived => {
    if (serverOf(event.sender) === server) latest = Math.min(latest, claimed(event, now));
    return { raw, event, at: new Date(latest) };
  });
  return newestFirst.toReversed();
}

export function serverOf(user: string): string {
  return user.slice(user.indexOf(':') + 1);
}

function claimed({ unsigned, origin_server_ts: time }: RoomEvent, now: Date): number {
  return unsigned?.age === undefined ? time : now.getTime() - Math.max(0, unsigned.age);
}
