import { z } from 'zod';

/** What we read of a sync (Client-Server API, "GET /sync"). Events are checked one by one. */
const Events = z.object({ events: z.array(z.unknown()).default([]) });
const Timeline = Events.extend({ limited: z.boolean().default(false), prev_batch: z.string().nullish() });

export const SyncResponse = z.object({
  next_batch: z.string(),
  rooms: z
    .object({
      join: z.record(z.string(), z.object({ state: Events.prefault({}), timeline: Timeline.prefault({}) })).default({}),
      invite: z.record(z.string(), z.object({ invite_state: Events.prefault({}) })).default({}),
    })
    .prefault({}),
  account_data: Events.prefault({}),
  to_device: Events.prefault({}),
  device_lists: z.object({ changed: z.array(z.string()).default([]), left: z.array(z.string()).default([]) }).prefault({}),
  device_one_time_keys_count: z.record(z.string(), z.number()).default({}),
  device_unused_fallback_key_types: z.array(z.string()).nullish(),
});
export type SyncResponse = z.infer<typeof SyncResponse>;
export type JoinedRoom = SyncResponse['rooms']['join'][string];

/** Only what we look at: no presence, no typing, no receipts, no reactions and no polls, which are for people to see. */
export const syncFilter = JSON.stringify({
  presence: { not_types: ['*'] },
  account_data: { types: ['m.direct'] },
  room: {
    ephemeral: { not_types: ['*'] },
    account_data: { not_types: ['*'] },
    state: { types: ['m.room.member', 'm.room.power_levels', 'm.room.encryption'], lazy_load_members: true },
    timeline: {
      types: ['m.room.message', 'm.room.redaction', 'm.room.encrypted', 'm.room.member', 'm.room.power_levels', 'm.room.encryption'],
      limit: 100,
      lazy_load_members: true,
    },
  },
});
