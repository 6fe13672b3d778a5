import { describe, expect, test } from 'vitest';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote close', () => {
  test('ends it now, for everybody to see; what was cast counts', async () => {
    const { ada, bea, closeDue, stands, memory } = await foundBakers();
    await ada.says(open);
    await bea.says('vote cast Beacon');
    const answer = await ada.answer({ kind: 'text', text: 'vote close' }, { in: 'kitchen' });
    expect(answer?.audience).toBe('everyone');
    expect(memory.state.posts.at(-1)?.message.actions ?? []).toEqual([]);
    expect(stands('kitchen')).toEqual([
      'Vote #1\n=======\n\nWhich name?\nVote #1 is closed. The outcome follows as soon as it is counted.',
    ]);
    await closeDue();
    expect(stands('kitchen')).toEqual([
      'Vote #1 is over\n===============\n\nWhich name?\nBeacon wins.\nAll figures, and how to count again, are in a message of their own.',
      expect.stringMatching(/^Vote #1 is over\n[^]*Beacon wins\.\n\n[^]*1 of 2 members voted \(50%\)\./u),
    ]);
    expect(memory.state.notes).toEqual([]);
  });

  test('says that the outcome follows', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    expect(await ada.says('vote close')).toBe('Vote #1 is closed. The outcome follows as soon as it is counted.');
  });

  test('what is cast right after it comes too late, and nothing more can be done with it', async () => {
    const { ada, bea } = await foundBakers();
    await ada.says(open);
    await ada.says('vote close');
    const late =
      'Vote #1 ended on Tue 24 Nov 2026, 14:00 UTC. The outcome follows.\nIt can no longer be changed. Say vote status 1 to see what came of it, or vote open to ask again.';
    for (const words of ['vote cast 1 Anchor', 'vote change 1 Anchor', 'vote withdraw 1']) expect(await bea.says(words)).toBe(late);
    for (const words of ['vote close', 'vote close 1', 'vote extend 1 1d', 'vote cancel 1']) expect(await ada.says(words)).toBe(late);
  });

  test('what was said before it counts, though it is heard after it', async () => {
    const { ada, bea, later, memory } = await foundBakers();
    await ada.says(open);
    const before = memory.state.now;
    later(hour);
    await ada.says('vote close');
    expect(await bea.says('vote cast 1 Anchor', { at: before })).toContain('Counted in vote #1: Anchor.');
  });

  test('without a number it means the one that is open, and where several are it asks', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    await ada.says('vote open Lunch? --options Soup,Tea');
    expect(await ada.isOffered('vote close')).toEqual(['vote close 2', 'vote close 1']);
    expect(await ada.clicks('vote close 2')).toContain('Vote #2 is closed.');
    expect(await ada.says('vote close')).toContain('Vote #1 is closed.');
    expect(memory.state.votes.map(({ closesAt }) => closesAt)).toEqual([memory.state.now, memory.state.now]);
  });

  test('a vote that is not there, is cancelled or over, says so', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('vote close')).toBe('No vote is open in Bakers. Say vote list to see the others.');
    expect(await ada.says('vote close 3')).toBe('Bakers has no vote #3. Say vote list to see them.');
    await ada.says(open);
    await ada.says('vote cancel');
    expect(await ada.says('vote close 1')).toBe('Vote #1 was cancelled: nothing is counted in it.\nTo ask again, say vote open.');
  });
});

describe('who may close, extend or cancel', () => {
  const commands = ['vote close', 'vote extend 1d', 'vote cancel'];

  test('by the default only who opened it', async () => {
    const { ada, bea, memory } = await foundBakers();
    await ada.says(open);
    for (const words of commands) {
      expect(await bea.says(words)).toBe('Only the member who opened vote #1 can do that. Ask them, or wait for its deadline.');
    }
    expect(memory.state.votes).toMatchObject([{ status: 'open', closesAt: new Date('2026-11-27T14:00:00Z') }]);
  });

  test('from every account of theirs', async () => {
    const { ada, person } = await foundBakers();
    await ada.says(open);
    const again = person('Ada', 'slack');
    const [, code] = /`link ([^`]+)`/u.exec(await ada.says('link')) ?? [];
    await again.says(`link ${code}`);
    expect(await again.says('vote close')).toContain('Vote #1 is closed.');
  });

  test.each(commands)('by a circle’s charter every member: %s', async (words) => {
    const { ada, bea, memory } = await foundBakers('network create Bakers --template circle --admission open');
    await ada.says(open);
    expect(await bea.says(words)).toMatch(/^Vote #1 is (?:closed|open longer|cancelled)/u);
    expect(memory.state.votes).not.toMatchObject([{ status: 'open', closesAt: new Date('2026-11-26T14:00:00Z') }]);
  });

  test('by an assembly’s charter nobody, as it stood when the vote was opened', async () => {
    const { ada, memory } = await foundBakers('network create Bakers --template assembly --admission open');
    await ada.says(open);
    for (const network of memory.state.networks)
      network.charter = { ...network.charter, votes: { ...network.charter.votes, steer: 'members' } };
    for (const words of commands) {
      expect(await ada.says(words)).toBe('By the charter nobody can do that. Vote #1 runs until its deadline.');
    }
  });

  test('a vote that nobody opened by hand is the members’ to steer, or nobody’s', async () => {
    const { ada } = await foundBakers('network create Bakers --admission voted');
    for (const words of commands) {
      expect(await ada.says(words)).toBe('Nobody opened vote #1 by hand, so nobody can do that. It runs until its deadline.');
    }
  });
});
