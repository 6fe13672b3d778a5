import { describe, expect, test } from 'vitest';
import { day, minute } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

// It is Tuesday, 24 November 2026, 14:00 UTC.
const here = { in: 'kitchen' };

describe('digest set', () => {
  test('says when it comes, and in which zone as long as nobody knows it', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('digest set weekly', here)).toMatch(
      /^This place gets a digest every Monday at 09:00 \(UTC\)\. The next one comes [^\n]*30[^\n]*, unless there is nothing to tell\.\nI do not know your time zone, so this is UTC\. To change it, say digest set weekly --zone Berlin\.\n/,
    );
    await ada.says('me set timezone Berlin');
    expect(await ada.says('digest set weekly Friday 6pm --zone Lisbon', here)).toContain('every Friday at 18:00 (Europe/Lisbon)');
  });

  test('keeps what is not said', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('digest set weekly friday at 18:30 --zone Berlin', here);
    expect(await ada.says('digest set weekly tue', here)).toContain('every Tuesday at 18:30 (Europe/Berlin)');
    expect(await ada.says('digest set daily', here)).toContain('every day at 18:30 (Europe/Berlin)');
    expect(memory.state.digests).toHaveLength(1);
  });

  test.each([
    ['weekly 25:00', /“25:00” is no time for a digest\. Say for example digest set weekly Monday 9:00\./],
    ['weekly monday friday', /is no time for a digest/],
    ['daily someday', /“someday” is no time for a digest\. Say for example digest set daily 9:00\./],
    ['daily friday 9:00', /A daily digest comes on every day\. Leave the day out, or say digest set weekly friday 9:00\./],
    ['weekly 9:00 --zone Nowhere', /Nowhere/],
  ])('refuses %s and says what is right', async (words, answer) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(`digest set ${words}`, here)).toMatch(answer);
    expect(memory.state.digests).toEqual([]);
  });

  test('belongs to a place of the network, and to its members', async () => {
    const { ada, cem } = await foundBakers();
    expect(await ada.says('digest set daily')).toContain('A digest belongs to a place of Bakers.');
    expect(await cem.says('digest set daily', here)).not.toContain('gets a digest');
  });
});

describe('digest preview', () => {
  test('says what was decided and what is open, or that there is nothing', async () => {
    const { ada, bea, later, closeDue } = await foundBakers();
    await ada.says('digest set weekly', here);
    expect(await ada.says('digest preview', here)).toBe('There is nothing to tell, so no digest would be sent.');
    await ada.says('vote open "Which name?" --options Anchor,Beacon --for 1d', here);
    await bea.says('vote cast 1 Beacon', here);
    later(day);
    await closeDue();
    later(minute);
    await ada.says('vote open "Which *flour*?" --options Rye,Wheat --for 3d', here);
    await bea.says('vote cast 2 Rye', here);
    const preview = await ada.says('digest preview', here);
    expect(preview).toContain('Digest of Bakers');
    expect(preview).toMatch(/Decided\n\n- #1 Which name\? Beacon wins\./);
    expect(preview).toMatch(/Open\n\n- #2 Which \*flour\*\? Open until [^\n]*\. 1 of 2 voted\./);
    expect(preview).not.toContain('This place gets no digest');
  });

  test('also where none is set: the last week', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('digest preview', here)).toBe(
      'There is nothing to tell, so no digest would be sent.\nThis place gets no digest. To get one, say digest set weekly.',
    );
  });
});

describe('digest pause', () => {
  test('stops it; set begins again at the time that it had', async () => {
    const { ada, bea } = await foundBakers();
    expect(await ada.says('digest pause', here)).toBe('This place gets no digest. To get one, say digest set weekly.');
    await ada.says('digest set daily 7:15 --zone Berlin', here);
    expect(await bea.says('digest pause', here)).toBe('This place gets no digest any more. To get it again, say digest set daily.');
    expect(await bea.says('digest pause', here)).toContain('gets no digest');
    expect(await ada.says('digest set daily', here)).toContain('every day at 07:15 (Europe/Berlin)');
  });
});
