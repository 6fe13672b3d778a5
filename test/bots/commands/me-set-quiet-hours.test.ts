import { describe, expect, test } from 'vitest';
import { foundBakers } from './bakers.ts';

describe('me set quiet-hours', () => {
  test('says what they mean, and in which zone as long as nobody knows it', async () => {
    const { ada } = await foundBakers();
    const set = 'Your quiet hours are 22:00-07:00 now: during them I write to you only when you ask me something.';
    expect(await ada.says('me set quiet-hours 10pm-7am')).toBe(
      `${set}\nI count them in UTC until I know where you are. Say for example me set timezone Berlin.`,
    );
    await ada.says('me set timezone Berlin');
    expect(await ada.says('me set quiet-hours from 22 to 7')).toBe(set);
  });

  test('ends them', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('me set quiet-hours 22:00-07:00');
    expect(await ada.says('me set quiet-hours off')).toBe('You have no quiet hours any more.');
    expect(memory.state.persons[0]?.settings.quietHours).toBeNull();
  });

  test.each(['7', '25:00-07:00', '22:00-22:00', 'night'])('refuses %s with examples', async (words) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(`me set quiet-hours ${words}`)).toBe(
      `“${words}” are no quiet hours. Say for example 22:00-07:00 or 10pm-7am, or off.`,
    );
    expect(memory.state).toMatchObject({ persons: [{ settings: { quietHours: null } }, {}], drafts: [] });
  });

  test('asks from when to when', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('me set quiet-hours')).toContain('From when to when should I be quiet?\nFor example 22:00-07:00, or off.');
    expect(await ada.says('none')).toBe('You have no quiet hours any more.');
  });
});
