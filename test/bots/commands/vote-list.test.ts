import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

describe('vote list', () => {
  test('open ones first, then what came of the others, each a click away', async () => {
    const { ada, later, closeDue, beginCounting } = await foundBakers();
    await ada.says('vote open "Which name?" --options Anchor,Beacon --for 1h');
    await ada.says('vote cast Beacon');
    later(hour);
    await closeDue();
    await ada.says('vote open "Which oven?" --options Old,New');
    await ada.says('vote cancel');
    await ada.says('vote open "Which flour?" --options Rye,Spelt --for 1h');
    await ada.says('vote open "Which salt?" --options Sea,Rock --for 1h');
    await ada.says('vote close 3');
    beginCounting();
    later(hour);
    await ada.says('vote open "Which day?" --options Monday,Friday');
    expect(await ada.says('vote list')).toBe(
      `Running

- #5 Which day? Open until Fri 27 Nov 2026, 16:00 UTC.
- #4 Which salt? It has ended; the outcome follows.
- #3 Which flour? It has ended; the outcome follows.

Over

- #2 Which oven? It was cancelled.
- #1 Which name? Beacon wins.

Look at one:
  #5 Which day?: say \`vote status 5\`
  #4 Which salt?: say \`vote status 4\`
  #3 Which flour?: say \`vote status 3\`
  #2 Which oven?: say \`vote status 2\`
  #1 Which name?: say \`vote status 1\``,
    );
  });

  test('says how to begin where nobody has', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('vote list')).toBe('Bakers has not voted yet. Say vote open to ask something.');
  });

  test('a long history is shown in part, the latest first', async () => {
    const { ada } = await foundBakers();
    for (let number = 1; number <= 14; number += 1) {
      await ada.says(`vote open "Question ${number}?" --options A,B`);
      if (number <= 12) await ada.says(`vote cancel ${number}`);
    }
    const shown = await ada.says('vote list');
    expect(shown).toMatch(/^Running\n\n- #14 [^]*- #13 [^]*Over\n\n- #12 /u);
    expect(shown).toContain('#3 Question 3?');
    expect(shown).not.toContain('#2 Question 2?');
  });

  test('shows each network its own', async () => {
    const { ada } = await foundBakers();
    await ada.says('network create "Night Shift"');
    await ada.says('vote open "Which lamp?" --options A,B --network "Night Shift"');
    expect(await ada.says('vote list', { in: 'kitchen' })).toContain('has not voted yet');
    expect(await ada.isOffered('vote list --network "night shift"')).toEqual(['vote status 1 --network "Night Shift"']);
  });

  test('is for members', async () => {
    const { person } = await foundBakers();
    expect(await person('Dan').says('vote list', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
  });
});
