import { describe, expect, test } from 'vitest';
import { day, hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon --for 1d';

describe('vote extend', () => {
  test('counts from the deadline, tells everybody, and writes the announcement anew', async () => {
    const { ada, stands, later } = await foundBakers();
    await ada.says(open);
    later(hour);
    const answer = await ada.answer({ kind: 'text', text: 'vote extend 1d' }, { in: 'kitchen' });
    expect(answer?.audience).toBe('everyone');
    expect(stands('kitchen')).toEqual([expect.stringContaining('Open until Thu 26 Nov 2026, 14:00 UTC.')]);
    expect(await ada.says('vote extend 1 2h')).toBe('Vote #1 is open longer: until Thu 26 Nov 2026, 16:00 UTC.');
  });

  test.each([
    ['vote extend 90m', '2026-11-25T15:30:00Z'],
    ['vote extend 1 one week', '2026-12-02T14:00:00Z'],
    ['vote extend #1 until Friday 18:00', '2026-11-27T17:00:00Z'],
    ['vote extend --by "1 h 30 min"', '2026-11-25T15:30:00Z'],
    ['vote extend until 2026-12-01 18:00', '2026-12-01T17:00:00Z'],
  ])('understands %s', async (words, deadline) => {
    const { ada, memory } = await foundBakers();
    await ada.says('me set timezone Berlin');
    await ada.says(open);
    expect(await ada.says(words)).toContain('Vote #1 is open longer');
    expect(memory.state.votes[0]?.closesAt).toEqual(new Date(deadline));
  });

  test.each([
    [
      'until tomorrow 10:00',
      'Vote #1 is open until Wed 25 Nov 2026, 14:00 UTC anyway, and that is not later. To end it early, say vote close 1.',
    ],
    ['until yesterday 10:00', '“yesterday 10:00” is Mon 23 Nov 2026, 10:00 UTC, and that has passed. Please choose a later time.'],
    ['5', '5 of what? Say for example 5m for minutes, 5h for hours, 5d for days.'],
    ['30s', '“30s” is too short: at least 1 minute.'],
    ['-1d', '“-1d” is no length of time. Say for example 2d, 90m, 1 h 30 min, one week, or until Friday 18:00.'],
    ['later', '“later” is no length of time. Say for example 2d, 90m, 1 h 30 min, one week, or until Friday 18:00.'],
    ['366d', 'Fri 26 Nov 2027, 14:00 UTC is too far away: a vote is open for at most 366 days.'],
    ['400 days', '“400 days” is too long: at most 366 days.'],
    ['until 2029-01-01 10:00', 'Mon 1 Jan 2029, 10:00 UTC is too far away: a vote is open for at most 366 days.'],
  ])('refuses %s', async (words, said) => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    expect(await ada.says(`vote extend 1 ${words}`)).toBe(said);
    expect(memory.state.votes[0]?.closesAt).toEqual(new Date('2026-11-25T14:00:00Z'));
  });

  test('step by step it goes no further than a vote may be open altogether', async () => {
    const { ada, later, memory } = await foundBakers();
    await ada.says(open);
    expect(await ada.says('vote extend 365d')).toContain('open longer');
    later(300 * day);
    expect(await ada.says('vote extend 1m')).toContain('a vote is open for at most 366 days');
    expect(memory.state.votes[0]?.closesAt).toEqual(new Date('2027-11-25T14:00:00Z'));
  });

  test('after the deadline it is too late, whether or not the vote is counted', async () => {
    const { ada, later, beginCounting } = await foundBakers();
    await ada.says(open);
    later(day);
    expect(await ada.says('vote extend 1 1d')).toContain('Vote #1 ended');
    beginCounting();
    expect(await ada.says('vote extend 1 1d')).toContain('Vote #1 ended');
  });

  test('a ballot cast in the longer time counts', async () => {
    const { ada, bea, later, closeDue } = await foundBakers();
    await ada.says(open);
    await ada.says('vote extend 1d');
    later(36 * hour);
    expect(await bea.says('vote cast Beacon')).toContain('until Thu 26 Nov 2026, 14:00 UTC');
    later(12 * hour);
    await closeDue();
    expect(await ada.says('vote status')).toContain('Beacon wins.');
  });

  test('asks for how much longer, and where several are open which one', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    expect(await ada.says('vote extend')).toContain('How much longer? Like 1d, or until Friday 18:00.');
    expect(await ada.says('soon')).toMatch(
      /“soon” is no length of time\.[^]*Your vote extend still waits for an answer:\nHow much longer\?/u,
    );
    expect(await ada.says('2h')).toContain('Vote #1 is open longer: until Wed 25 Nov 2026, 16:00 UTC.');
    await ada.says(open);
    expect(await ada.says('vote extend 2')).toBe('2 of what? Say for example 2m for minutes, 2h for hours, 2d for days.');
    expect(await ada.isOffered('vote extend until Friday 18:00')).toEqual([
      'vote extend 2 "until Friday 18:00"',
      'vote extend 1 "until Friday 18:00"',
    ]);
  });
});
