import { describe, expect, test } from 'vitest';
import { foundBakers } from './bakers.ts';

describe('me set timezone', () => {
  test('shows times there from then on', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('me set timezone new york')).toBe(
      'Your time zone is America/New_York now. I show times in it, and read yours in it.',
    );
    expect(await ada.says('vote open Why? --options A,B --until "tomorrow 18:00"')).toContain('open until Wed 25 Nov 2026, 18:00 EST');
  });

  test('refuses what is no place, and names the nearest', async () => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('me set timezone Lisbno')).toBe('I know no time zone “Lisbno”. Did you mean Europe/Lisbon?');
    expect(await ada.says('me set timezone Xanadu')).toContain('Say a large city nearby, or a name like Europe/Berlin.');
    expect(await ada.says('me set timezone EST')).toContain('Say a city, for example America/New_York.');
    expect(memory.state).toMatchObject({ persons: [{ settings: { timeZone: null } }, {}], drafts: [] });
  });

  test('asks where one is, and again until it understands', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('me set timezone')).toContain('Where are you?\nA large city nearby, or a name like Europe/Berlin.');
    expect(await ada.says('Xanadu')).toMatch(/no time zone “Xanadu”[^]*Where are you\?/u);
    expect(await ada.says('Kyiv')).toContain('Your time zone is Europe/Kyiv now.');
  });
});
