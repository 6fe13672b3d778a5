import { describe, expect, test } from 'vitest';
import { createVillage } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

describe('me show', () => {
  test('shows a newcomer what is not said yet, and how to say it', async () => {
    expect(await createVillage().person('Dan').says('me show')).toBe(
      `You
===

Your account:

- Dan on Discord

You are in no network yet. Say join NAME to become a member of one.
Your settings:

- Time zone: not said yet, so times are in UTC. Say me set timezone Berlin.
- Language: not said yet, so it is English. Say me set language English.
- Quiet hours: none. Say me set quiet-hours 22:00-07:00 to be left alone at night.
- Reminders of votes that wait for you: on. To change it, say me set reminders off.`,
    );
  });

  test('shows what was said', async () => {
    const { ada } = await foundBakers();
    for (const words of ['timezone Vienna', 'language German', 'quiet-hours 22:00-07:00']) await ada.says(`me set ${words}`);
    const shown = await ada.says('me show');
    expect(shown).toContain('You are a member of:\n\n- Bakers\n');
    expect(shown).toContain('- Time zone: Europe/Vienna\n- Language: Deutsch (de)\n- Quiet hours: 22:00-07:00');
  });

  test('is for its author alone', async () => {
    const { ada } = await foundBakers();
    expect((await ada.answer({ kind: 'text', text: 'me show' }, { in: 'kitchen' }))?.audience).toBe('author');
  });
});
