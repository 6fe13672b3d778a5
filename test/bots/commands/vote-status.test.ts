import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon --for 1h';

describe('vote status', () => {
  test('of an open vote: the question, how many voted, one’s own ballot, how to vote; not what the others chose', async () => {
    const { ada, bea } = await foundBakers();
    await ada.says(open);
    await bea.says('vote cast Beacon');
    expect(await ada.says('vote status')).toBe(
      `Vote #1 is open
===============

Which name?

1. Anchor
2. Beacon

Open until Tue 24 Nov 2026, 15:00 UTC.
1 of 2 voted. You have no ballot in it.
To vote, choose one option, or say: \`vote cast 1 1\`

Anchor: say \`vote cast 1 1\`
Beacon: say \`vote cast 1 2\``,
    );
    expect(await bea.says('vote status')).toMatch(/1 of 2 voted\. Your ballot: Beacon\. Receipt: `\w+`\n/u);
  });

  test('only its author reads it', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    expect((await ada.answer({ kind: 'text', text: 'vote status' }, { in: 'kitchen' }))?.audience).toBe('author');
  });

  test('between deadline and outcome it says so, and offers nothing to press', async () => {
    const { ada, later, beginCounting } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cast Anchor');
    later(hour);
    const counting =
      /^Vote #1\n=+\n\nWhich name\?\n\n1\. Anchor\n2\. Beacon\n\nVote #1 ended on Tue 24 Nov 2026, 15:00 UTC\. The outcome follows\.\n1 of 2 voted\. Your ballot: Anchor\. Receipt: `\w+`$/u;
    expect(await ada.says('vote status')).toMatch(counting);
    beginCounting();
    expect(await ada.says('vote status')).toMatch(counting);
  });

  test('of the last vote, once none is open: the outcome with all figures', async () => {
    const { ada, bea, later, closeDue } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cast Anchor');
    await bea.says('vote cast Anchor');
    later(hour);
    await closeDue();
    expect(await ada.says('vote status')).toMatch(
      /^Vote #1 is over\n=+\n\nWhich name\?\nAnchor wins\.\n\nAnchor +█+ +2\nBeacon +0\n\n2 of 2 members voted \(100%\)\.\n[^]*2 of 2 voted\. Your ballot: Anchor\. Receipt: `\w+`$/u,
    );
    await ada.says('vote open Next? --options A,B');
    expect(await ada.says('vote status')).toContain('Vote #2 is open');
    expect(await ada.says('vote status 1')).toContain('Vote #1 is over');
  });

  test('of a cancelled vote', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cancel');
    expect(await ada.says('vote status')).toBe(
      'Vote #1 is cancelled\n====================\n\nWhich name?\nNothing is counted in it.\n0 of 2 voted. You have no ballot in it.',
    );
  });

  test('where several are open it asks which; where nothing ever was it says so', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('vote status')).toBe('No vote is open in Bakers. Say vote list to see the others.');
    await ada.says(open);
    await ada.says('vote open Lunch? --options Soup,Tea');
    expect(await ada.says('vote status')).toBe(
      `Several votes are open. Which one?

- #2 Lunch?
- #1 Which name?

Say its number too: \`vote status 2\`

Choose a vote:
  #2 Lunch?: say \`vote status 2\`
  #1 Which name?: say \`vote status 1\``,
    );
  });

  test.each([
    ['9', 'Bakers has no vote #9. Say vote list to see them.'],
    ['#0', '“#0” is no such number. Say it like #3 or 3.'],
    ['first', '“first” is no such number. Say it like #3 or 3.'],
    ['-1', '“-1” is no such number. Say it like #3 or 3.'],
    ['1e3', '“1e3” is no such number. Say it like #3 or 3.'],
    ['12345678901234567890', '“12345678901234567890” is no such number. Say it like #3 or 3.'],
  ])('refuses the number %s', async (number, said) => {
    const { ada } = await foundBakers();
    await ada.says(open);
    expect(await ada.says(`vote status ${number}`)).toBe(said);
  });

  test('is for members', async () => {
    const { ada, person } = await foundBakers();
    await ada.says(open);
    expect(await person('Dan').says('vote status', { in: 'kitchen' })).toBe('Only members of Bakers can do that. Say join to become one.');
  });
});

describe('vote status, the quorum', () => {
  test('is told with how many are needed while the vote is open, and not after', async () => {
    const { ada, bea, later, closeDue } = await foundBakers('network create Bakers --template circle --admission vouched');
    await ada.says('vouch Bea');
    await ada.says(open);
    expect(await ada.says('vote status')).toContain('0 of 2 voted. Quorum: 0 of 1 needed. You have no ballot in it.');
    await bea.says('vote cast Anchor');
    expect(await ada.says('vote status')).toContain('1 of 2 voted. Quorum: 1 of 1 needed.');
    later(hour);
    await closeDue();
    expect(await ada.says('vote status')).not.toContain('needed.');
  });
});

describe('vote status, what came of it', () => {
  const outcomeOf = async (create: string, ballots: readonly (string | null)[], options = '') => {
    const { ada, bea, later, closeDue } = await foundBakers(create);
    await ada.says('vouch Bea');
    await ada.says(`vote open "Which name?" --options Anchor,Beacon --for 1h ${options}`);
    for (const [place, ballot] of ballots.entries()) if (ballot !== null) await [ada, bea][place]?.says(`vote cast ${ballot}`);
    later(hour);
    await closeDue();
    return ada.says('vote status');
  };
  const circle = 'network create Bakers --template circle --admission vouched';

  test('a quorum that was missed', async () => {
    const shown = await outcomeOf(circle, []);
    expect(shown).toContain('No decision: too few took part.');
    expect(shown).toContain('The charter asks that at least 1/2 of the members vote: missed. A new vote may be opened at any time.');
  });

  test('a quorum that was met, and a threshold that was passed', async () => {
    const shown = await outcomeOf(circle, ['Anchor']);
    expect(shown).toContain('Anchor wins.');
    expect(shown).toContain(
      'The charter asks that at least 1/2 of the members vote: met.\nTo win, an option needs more than 1/2 of the ballots.',
    );
  });

  test('no winner', async () => {
    expect(await outcomeOf(circle, ['Anchor', 'Beacon'])).toContain('No decision: no option reached the threshold.');
  });

  test('a tie, and how it was settled', async () => {
    expect(await outcomeOf('network create Bakers', ['Anchor', 'Beacon'])).toMatch(
      /(?:Anchor|Beacon) wins\.[^]*It was a tie between Anchor, Beacon\. So it was settled:\n\n1\. 2 options lead with 1 vote each\.\n[^]*Anyone can repeat the draw with this number, which comes from the ballots themselves: `[0-9a-f]{64}`/u,
    );
  });

  test('nobody voted', async () => {
    expect(await outcomeOf('network create Bakers', [])).toContain('Nobody cast a ballot, so nothing was decided.');
  });

  test('an approval', async () => {
    expect(await outcomeOf('network create Bakers', ['1,2', 'none'], '--method approval')).toContain(
      'Everybody could approve of several options, so the shares add up to more than 100 %.',
    );
  });

  test('the console counted', async () => {
    expect(await outcomeOf('network create Bakers --console', ['Anchor'])).toContain(
      'Ballots from the console were counted here. They prove no identity: take this as a trial.',
    );
  });
});
