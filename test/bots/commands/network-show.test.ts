import { describe, expect, test } from 'vitest';
import { createVillage } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

describe('network show', () => {
  test('says how many are in it, where it is, and by which rules it lives', async () => {
    const { ada, person } = await foundBakers();
    await ada.says('space bind', { in: 'attic', managing: true });
    await ada.says('space bind', { in: 'attic', managing: true });
    const again = person('Ada', 'slack');
    const [, code] = /`link ([^`]+)`/u.exec(await ada.says('link')) ?? [];
    await again.says(`link ${code}`);
    await again.says('space bind', { in: 'hall', managing: true });
    expect(await ada.says('network show')).toBe(
      `The network Bakers
==================

It has 2 members. You are one of them.
Its places: 2 on Discord, 1 on Slack.
Its charter, version 1

- Anyone may join.
- Every member may open a vote.
- The member who opened a vote may close it early, extend or cancel it.
- Unless its opener says otherwise, a vote is open for 3 days and counted by the method “single”.
- Who may vote and has not is reminded once before it closes.
- A vote stands however many take part.
- The option with the most votes wins.
- The charter is changed only by more than 1/2 of the ballots in a vote.
- A member is excluded only by more than 2/3 of the ballots in a vote.
- Members bind and unbind places that they manage.
- A text that 3 members report is hidden until a jury of 5 members decides, drawn at random. A member reports at most 5 texts a day.
- The text stays hidden if more than 1/2 of the jury say so. Each has 2 days to answer; who is silent is replaced, up to 3 times.
- Where nobody on the jury answers, the text is shown.
- What a jury decided is not asked about again for 30 days.

To see every rule by its name, and how the members change it, say: \`charter show\``,
    );
  });

  test('shows its rules to anybody, and to each how they stand', async () => {
    const { ada, bea, person } = await foundBakers('network create Bakers --admission vouched');
    const dan = person('Dan');
    expect(await dan.says('network show', { in: 'kitchen' })).toContain('It has 1 member. You are not one of them.');
    expect(await bea.says('network show --network bakers')).toContain('You have asked to join.');
    expect(await bea.says('network show Bakers')).toContain('You have asked to join.');
    expect(await bea.says('network show Bakrs')).toContain('I know no network “Bakrs”.');
    await ada.says('vouch Bea');
    await bea.says('leave Bakers');
    expect(await bea.says('network show', { in: 'kitchen' })).toContain('You are not one of them now.');
  });

  test('who waits is for members to see', async () => {
    const { ada, bea, person } = await foundBakers('network create Bakers --admission vouched');
    expect(await ada.says('network show')).toMatch(/Asking to join:\n\n- Bea \(\w{8}\)\n/u);
    expect(await bea.says('network show', { in: 'kitchen' })).not.toContain('Asking to join');
    expect(await person('Dan').says('network show', { in: 'kitchen' })).not.toContain('Bea');
  });

  test('says what to do where there is no place, and that the console counts', async () => {
    const ada = createVillage().person('Ada');
    await ada.says('network create Bakers --console');
    const shown = await ada.says('network show');
    expect(shown).toContain('It has no place yet. Say space bind in a channel that you manage.');
    expect(shown).toContain('Accounts of the console count here. They prove no identity: take every vote as a trial.');
  });

  test('in a direct conversation: of the only network, or of the one that is chosen', async () => {
    const { ada, person } = await foundBakers();
    await ada.says('network create "Night Shift"');
    expect(await ada.says('network show')).toMatch(/^Which network\?\n\n- Bakers\n- Night Shift\n/u);
    expect(await ada.says('night shift')).toContain('The network Night Shift');
    expect(await ada.says('network show --network "Nigth Shift"')).toBe('I know no network “Nigth Shift”. Did you mean Night Shift?');
    expect(await person('Dan').says('network show')).toMatch(/^You are in no network yet\. .* network create NAME\.$/u);
  });
});
