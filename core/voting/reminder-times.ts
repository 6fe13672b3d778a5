/** How a vote stands to its reminders; times in milliseconds. */
export type Reminding = {
  /** Since it was opened. */
  readonly past: number;
  /** Until its deadline. */
  readonly remaining: number;
  /** How many the charter allows. */
  readonly reminders: number;
  /** How many have been due. */
  readonly reminded: number;
};

const day = 86_400_000;

/** Whoever is asked something for less than this is not asked twice. In milliseconds. */
const shortestReminded = 2 * 3_600_000;

/** Milliseconds until the next reminder, below 0 for one that is due; null where none is to come. */
export function untilReminder({ past, remaining, reminders, reminded }: Reminding): number | null {
  const at = reminderTimes(past + remaining, reminders)[reminded];
  return at === undefined ? null : at - past;
}

/** How many should have been sent by now: those that were missed while nothing ran are not made up for one after the other. */
export function dueReminders({ past, remaining, reminders, reminded }: Reminding): number {
  return Math.max(reminded, reminderTimes(past + remaining, reminders).filter((at) => at <= past).length);
}

/** One a day on the last days of a vote of this duration; in a shorter one at equal distances. Since its opening. */
function reminderTimes(duration: number, reminders: number): readonly number[] {
  if (duration < shortestReminded) return [];
  return Array.from({ length: reminders }, (_, place) =>
    Math.max((duration * (place + 1)) / (reminders + 1), duration - (reminders - place) * day),
  );
}
