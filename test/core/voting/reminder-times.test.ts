import { expect, test } from 'vitest';
import { dueReminders, untilReminder } from '../../../core/voting/reminder-times.ts';

const [hour, day] = [3_600_000, 86_400_000];

test.each([
  // duration of the vote, how many reminders, when they are due since its opening
  [3 * day, 1, [2 * day]],
  [30 * day, 3, [27 * day, 28 * day, 29 * day]],
  [12 * hour, 1, [6 * hour]],
  [12 * hour, 2, [4 * hour, 8 * hour]],
  [2 * hour, 1, [hour]],
  [2 * hour - 1, 1, []],
  [3 * day, 0, []],
])('in a vote of %d ms %d reminders are due at %j', (duration, reminders, times) => {
  const until = (reminded: number) => untilReminder({ past: 0, remaining: duration, reminders, reminded });
  expect(times.map((_, reminded) => until(reminded))).toEqual(times);
  expect(until(times.length)).toBeNull();
});

test('what was missed while nothing ran is one reminder, not several', () => {
  const late = { past: 29.5 * day, remaining: 0.5 * day, reminders: 3, reminded: 0 };
  expect(untilReminder(late)).toBeLessThan(0);
  const due = dueReminders(late);
  expect(due).toBe(3);
  expect(untilReminder({ ...late, reminded: due })).toBeNull();
});

test('a vote that is extended brings back none that was due, and none twice', () => {
  const extended = { past: 2 * day, remaining: 5 * day, reminders: 1, reminded: 1 };
  expect([untilReminder(extended), dueReminders(extended)]).toEqual([null, 1]);
  expect(untilReminder({ ...extended, reminded: 0 })).toBe(4 * day);
});
