import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote change', () => {
  test('says what it replaces, under the same receipt', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    const first = await ada.says('vote cast Anchor');
    const [, receipt] = /`(\w+)`/u.exec(first) ?? [];
    expect(await ada.says('vote change Beacon')).toBe(
      `Counted in vote #1: Beacon. It replaces your earlier ballot: Anchor.\nReceipt: \`${receipt}\`\nYou can change or withdraw it until Fri 27 Nov 2026, 14:00 UTC.`,
    );
  });

  test('without a ballot it is the first one, and says so', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    expect(await ada.says('vote change 1 Beacon')).toMatch(
      /^You had no ballot to change, so this is your first one\.\nCounted in vote #1: Beacon\.\n/u,
    );
    expect(memory.state.ballots).toHaveLength(1);
    await ada.says('vote withdraw');
    expect(await ada.says('vote change Anchor')).toContain('You had no ballot to change');
  });

  test('to what it says already is no change', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await ada.says('vote change 1 #1')).toContain('Your ballot in vote #1 said this already: Anchor. It counts once.');
  });

  test('a wrong option lists the options and leaves the ballot as it is', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await ada.says('vote change Pear')).toBe('There is no option “Pear”. Choose by name or number: 1 Anchor, 2 Beacon.');
    expect(await ada.says('vote status')).toContain('Your ballot: Anchor.');
  });

  test('where several are open it asks which, in its own words', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote open Lunch? --options Soup,Tea');
    expect(await ada.isOffered('vote change Tea')).toEqual(['vote change 2 Tea', 'vote change 1 Tea']);
  });

  test('after the end it is refused with what to do instead', async () => {
    const { ada, later } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    await ada.says('vote cast Anchor');
    later(hour);
    expect(await ada.says('vote change Beacon')).toBe(
      'Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC. The outcome follows.\nIt can no longer be changed. Say vote status 1 to see what came of it, or vote open to ask again.',
    );
    expect(await ada.says('vote status 1')).toContain('Your ballot: Anchor.');
  });
});
