import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote withdraw', () => {
  test('says what it was, and until when one may vote again', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    const [, receipt] = /`(\w+)`/u.exec(await ada.says('vote cast Anchor')) ?? [];
    expect(await ada.says('vote withdraw')).toBe(
      `Your ballot in vote #1 is withdrawn. It was: Anchor.\nReceipt: \`${receipt}\`\nYou can vote again until Fri 27 Nov 2026, 14:00 UTC.`,
    );
    expect(await ada.says('vote status')).toContain('0 of 2 voted. You have no ballot in it.');
    expect(memory.state.ballots.map(({ choice }) => choice)).toEqual([0, null]);
  });

  test('is not counted at the end, unless one voted again', async () => {
    const { ada, bea, later, closeDue } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    await ada.says('vote cast Anchor');
    await bea.says('vote cast Anchor');
    for (const voter of [ada, bea]) await voter.says('vote withdraw');
    expect(await bea.says('vote cast Beacon')).toContain('Counted in vote #1: Beacon.\n');
    later(hour);
    await closeDue();
    expect(await ada.says('vote status')).toMatch(/Beacon wins\.[^]*1 of 2 voted\. You have no ballot in it\./u);
  });

  test('of an approval names everything that it approved of', async () => {
    const { ada } = await foundBakers();
    await ada.says('vote open Lunch? --options Pizza,Soup,Tea --method approval');
    await ada.says('vote cast Soup,Tea');
    expect(await ada.says('vote withdraw #1')).toContain('It was: Soup, Tea.');
  });

  test('without a ballot it shows how to cast one', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    const refused = 'You have no ballot in vote #1. To cast one, say for example vote cast 1 1.';
    expect(await ada.says('vote withdraw')).toBe(refused);
    await ada.says('vote cast Anchor');
    await ada.says('vote withdraw');
    expect(await ada.says('vote withdraw')).toBe(refused);
    expect(memory.state.ballots).toHaveLength(2);
  });

  test('works from every account of a person', async () => {
    const { ada, person } = await foundBakers();
    const again = person('Ada', 'slack');
    const [, code] = /`link ([^`]+)`/u.exec(await ada.says('link')) ?? [];
    await again.says(`link ${code}`);
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await again.says('vote withdraw')).toContain('It was: Anchor.');
  });

  test('refusals lead on: an unknown vote, none open, one that is over, somebody who is no elector', async () => {
    const { ada, person, later, closeDue } = await foundBakers();
    expect(await ada.says('vote withdraw')).toBe('No vote is open in Bakers. Say vote list to see the others.');
    expect(await ada.says('vote withdraw 7')).toBe('Bakers has no vote #7. Say vote list to see them.');
    await ada.says(`${open} --for 1h`);
    const dan = person('Dan');
    await dan.says('join Bakers');
    expect(await dan.says('vote withdraw')).toContain('Your voice counts from the next vote on.');
    later(hour);
    await closeDue();
    expect(await ada.says('vote withdraw 1')).toBe(
      'Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC.\nNobody cast a ballot, so nothing was decided.\nIt can no longer be changed. Say vote status 1 to see what came of it, or vote open to ask again.',
    );
  });

  test('where several are open it asks which', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says(open);
    expect(await ada.isOffered('vote withdraw')).toEqual(['vote withdraw 2', 'vote withdraw 1']);
  });
});
