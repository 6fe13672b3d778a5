import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote cancel', () => {
  test('ends it without an outcome, where it was announced too', async () => {
    const { ada, bea, stands, later, closeDue } = await foundBakers();
    await ada.says('space bind', { in: 'attic', managing: true });
    await ada.says(`${open} --for 1h`);
    await bea.says('vote cast Beacon');
    expect(await ada.says('vote cancel')).toBe('Vote #1 is cancelled: nothing is counted in it.');
    later(hour);
    await closeDue();
    for (const channel of ['kitchen', 'attic']) {
      expect(stands(channel)).toEqual(['Vote #1 is cancelled\n====================\n\nWhich name?\nNothing is counted in it.']);
    }
  });

  test('everybody here reads it, and there is nothing to press any more', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    expect((await ada.answer({ kind: 'text', text: 'vote cancel' }, { in: 'kitchen' }))?.audience).toBe('everyone');
    expect(memory.state.posts.at(-1)?.message.actions ?? []).toEqual([]);
  });

  test('said again it refuses and leads on', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cancel');
    expect(await ada.says('vote cancel 1')).toBe('Vote #1 was cancelled: nothing is counted in it.\nTo ask again, say vote open.');
    expect(await ada.says('vote cancel')).toBe('No vote is open in Bakers. Say vote list to see the others.');
    expect(memory.state.votes).toMatchObject([{ status: 'cancelled' }]);
  });

  test('is too late after the deadline', async () => {
    const { ada, later, closeDue } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    await ada.says('vote cast Anchor');
    later(hour);
    expect(await ada.says('vote cancel')).toContain('Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC.');
    await closeDue();
    expect(await ada.says('vote cancel 1')).toMatch(/^Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC\.\nAnchor wins\.\n/u);
  });

  test('where several are open it asks which, and cancels only that', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    await ada.says('vote open Lunch? --options Soup,Tea');
    const [, first = ''] = await ada.isOffered('vote cancel');
    expect(await ada.clicks(first)).toContain('Vote #1 is cancelled');
    expect(memory.state.votes).toMatchObject([{ status: 'cancelled' }, { status: 'open' }]);
  });
});
