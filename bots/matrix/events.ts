import { z } from 'zod';

/** What we read of any event (Client-Server API, "Room event format"). Whatever does not fit is left out. */
export const RoomEvent = z.object({
  event_id: z.string().max(255),
  sender: z.string().max(255),
  type: z.string(),
  state_key: z.string().optional(),
  /** What a redaction is about, before room version 11. */
  redacts: z.string().optional().catch(undefined),
  origin_server_ts: z.number(),
  content: z.record(z.string(), z.unknown()),
  unsigned: z
    .object({ age: z.number().optional(), prev_content: z.object({ membership: z.string().optional() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type RoomEvent = z.infer<typeof RoomEvent>;

/** State as an invitation shows it: without an id. */
export const StrippedEvent = RoomEvent.pick({ sender: true, type: true, state_key: true, content: true });

export const Membership = z.object({
  membership: z.string(),
  displayname: z.string().nullish().catch(null),
  is_direct: z.boolean().optional().catch(undefined),
});

/** Those of a list that can be read; an event is decrypted from how it came, so that stands beside it. */
export function readEvents(list: readonly unknown[]): readonly RawEvent[] {
  return list.flatMap((raw) => {
    const parsed = RoomEvent.safeParse(raw);
    return parsed.success ? [{ raw, event: parsed.data }] : [];
  });
}

export type RawEvent = { readonly raw: unknown; readonly event: RoomEvent };
