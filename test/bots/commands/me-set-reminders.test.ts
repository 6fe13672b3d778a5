import { expect, test } from 'vitest';
import { foundBakers } from './bakers.ts';

test('reminders are wanted until somebody says otherwise', async () => {
  const { ada } = await foundBakers();
  expect(await ada.says('me show')).toContain('Reminders of votes that wait for you: on. To change it, say me set reminders off.');
  expect(await ada.says('me set reminders off')).toBe(
    'I do not remind you of votes any more. To be reminded again, say me set reminders on.',
  );
  expect(await ada.says('me show')).toContain('Reminders of votes that wait for you: off. To change it, say me set reminders on.');
  expect(await ada.says('me set reminders on')).toContain('I remind you of votes that wait for you');
});

test('asks which', async () => {
  const { ada, memory } = await foundBakers();
  await ada.says('me set reminders');
  await ada.says('off');
  expect(memory.state.persons[0]?.settings.reminders).toBe(false);
});
