import { z } from 'zod';

export const Weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);
export type Weekday = z.infer<typeof Weekday>;

/** In the order of the week. */
export const weekdays: readonly Weekday[] = Weekday.options;

/** When digests leave: a wall time of a zone, every day or on one day of the week. Spaces of one slot are served by one process. */
export const Slot = z.discriminatedUnion('every', [
  z.object({ every: z.literal('daily'), time: wallTime(), timeZone: z.string() }),
  z.object({ every: z.literal('weekly'), weekday: Weekday, time: wallTime(), timeZone: z.string() }),
]);
export type Slot = z.infer<typeof Slot>;

/** "weekly-monday-09:00-Europe/Berlin": the same for the same slot, and for no other. */
export function slotName(slot: Slot): string {
  const day = slot.every === 'weekly' ? `-${slot.weekday}` : '';
  return `${slot.every}${day}-${slot.time}-${slot.timeZone}`;
}

/** "09:00". */
function wallTime() {
  return z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
}
