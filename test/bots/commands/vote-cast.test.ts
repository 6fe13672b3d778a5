import { describe, expect, test } from 'vitest';
import { voteCast } from '../../../bots/commands/vote-cast.ts';
import { Refusal } from '../../../core/errors.ts';
import { VoteId } from '../../../core/ids.ts';
import type { CastResult, Vote } from '../../../core/ports/votes.ts';
import { bakers, bea, callOf, noon } from '../../fakes/call.ts';
import { day, hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote cast', () => {
  test('says what was counted, with the receipt and until when it may be changed', async () => {
    const { ada, bea: voter } = await foundBakers();
    await ada.says(open);
    expect(await voter.says('vote cast 1 Beacon', { in: 'kitchen' })).toMatch(
      /^Counted in vote #1: Beacon\.\nReceipt: `\w+`\nYou can change or withdraw it until Fri 27 Nov 2026, 14:00 UTC\.$/u,
    );
  });

  test.each(['vote cast Beacon', 'vote cast 2', 'vote cast #1 2', 'vote cast 1 beac', 'vote cast --option Beacon', '/vote cast 1 BEACON'])(
    'understands %s',
    async (words) => {
      const { ada } = await foundBakers();
      await ada.says(open);
      expect(await ada.says(words)).toContain('Counted in vote #1: Beacon.');
    },
  );

  test('a second ballot replaces the first and says which', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    const first = await ada.says('vote cast Anchor');
    const second = await ada.says('vote cast Beacon');
    expect(second).toContain('Counted in vote #1: Beacon. It replaces your earlier ballot: Anchor.');
    expect(/`\w+`/u.exec(second)?.[0]).toBe(/`\w+`/u.exec(first)?.[0]);
    expect(await ada.says('vote status')).toContain('1 of 2 voted.');
  });

  test('the same ballot again counts once, and says so', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await ada.says('vote cast 1')).toContain('said this already: Anchor. It counts once.');
    expect(await ada.says('vote status')).toContain('1 of 2 voted.');
  });

  test('a person has one voice on all linked accounts', async () => {
    const { ada, person } = await foundBakers();
    const again = person('Ada', 'slack');
    const [, code] = /`link ([^`]+)`/u.exec(await ada.says('link')) ?? [];
    await again.says(`link ${code}`);
    await ada.says(open);
    await ada.says('vote cast Anchor');
    expect(await again.says('vote cast Beacon')).toContain('It replaces your earlier ballot: Anchor.');
  });

  test('several options go in one ballot where the method takes them', async () => {
    const { ada } = await foundBakers();
    await ada.says('vote open Lunch? --options Pizza,Soup,Tea --method approval');
    expect(await ada.says('vote cast Tea, pizza')).toContain('Counted in vote #1: Pizza, Tea.');
    expect(await ada.says('vote cast 1 1,3')).toContain('said this already: Pizza, Tea.');
    expect(await ada.says('vote cast none')).toContain('none of them. It replaces your earlier ballot: Pizza, Tea.');
  });

  test('a wrong option lists the options', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    expect(await ada.says('vote cast Pear')).toBe('There is no option “Pear”. Choose by name or number: 1 Anchor, 2 Beacon.');
    expect(memory.state.ballots).toEqual([]);
  });

  test('options that are numbers are meant by name, and # is always the place', async () => {
    const { ada } = await foundBakers();
    const offered = await ada.isOffered('vote open "How many?" --options 5,2,1');
    expect(offered).toEqual(['vote cast 1 #1', 'vote cast 1 2', 'vote cast 1 3']);
    const counted = ['5', '2', '1'].map((option) => expect.stringContaining(`Counted in vote #1: ${option}.`));
    expect([await ada.clicks(offered[0] ?? ''), await ada.clicks(offered[1] ?? ''), await ada.clicks(offered[2] ?? '')]).toEqual(counted);
    expect([await ada.says('vote cast 5'), await ada.says('vote cast 1 2'), await ada.says('vote cast 1 1')]).toEqual(counted);
    expect(await ada.says('vote cast 1 7')).toBe('There is no option “7”. Choose by name or number: #1 “5”, #2 “2”, #3 “1”.');
  });

  test('a beginning that several options have is not guessed', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('vote open Which? --options "Red bread","Red cake",Pie');
    expect(await ada.says('vote cast red')).toBe(
      '“red” could be more than one option. Say a little more, or the number: 1 Red bread, 2 Red cake.',
    );
    expect(await ada.says('vote cast red c')).toContain('Counted in vote #1: Red cake.');
    expect(memory.state.ballots).toHaveLength(1);
  });

  test.each(['„Anker, groß“', '“anker, gross”', 'Anker, GROẞ', '"Anker, groß"', '#1'])(
    'an option with a comma is found by %s',
    async (words) => {
      const { ada } = await foundBakers();
      await ada.says('vote open „Welcher Name?“ --options „Anker, groß“,„Anker, gross“,Boje --method single');
      expect(await ada.says(`vote cast 1 ${words}`)).toMatch(/Counted in vote #1: Anker, gro(?:ß|ss)\./u);
    },
  );

  test('quotes that belong to a name are part of it', async () => {
    const { ada } = await foundBakers();
    await ada.fills('vote open', { question: 'Which title?', options: 'Home\n\\"Home\\"' });
    expect(await ada.says(String.raw`vote cast "\"Home\""`)).toContain('Counted in vote #1: "Home".');
    expect(await ada.says('vote cast Home')).toContain('Counted in vote #1: Home. It replaces your earlier ballot: "Home".');
  });

  test('where several votes are open it asks which, and the answer is one click', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    await ada.says('vote open Lunch? --options "Hot soup",Tea');
    expect(await ada.says('vote cast "Hot soup"')).toMatch(/Several votes are open\. Which one\?\n\n- #2 Lunch\?\n- #1 Which name\?/u);
    expect(memory.state.ballots).toEqual([]);
    const [click = ''] = await ada.isOffered('vote cast "Hot soup"');
    expect(click).toBe('vote cast 2 "Hot soup"');
    expect(await ada.clicks(click)).toContain('Counted in vote #2: Hot soup.');
  });

  test('a vote that is not there, and none at all, say where to look', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('vote cast Anchor')).toBe('No vote is open in Bakers. Say vote list to see the others.');
    expect(await ada.says('vote cast 9 Anchor')).toBe('Bakers has no vote #9. Say vote list to see them.');
  });

  test('who joined after the opening is told why', async () => {
    const { ada, person, memory } = await foundBakers();
    await ada.says(open);
    const dan = person('Dan');
    await dan.says('join', { in: 'kitchen' });
    expect(await dan.says('vote cast Anchor')).toContain('You became a member of Bakers after vote #1 was opened');
    expect(memory.state.ballots).toEqual([]);
  });

  test('a vote that is over says since when and with what', async () => {
    const { ada, bea: voter, later, closeDue } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    await ada.says('vote cast Anchor');
    later(hour);
    expect(await voter.says('vote cast Beacon')).toContain('Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC.');
    await closeDue();
    expect(await voter.says('vote cast 1 Beacon')).toBe(
      'Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC.\nAnchor wins.\nIt can no longer be changed. Say vote status 1 to see what came of it, or vote open to ask again.',
    );
  });

  test('what was said before the deadline counts, though it arrives after it', async () => {
    const { ada, later, beginCounting, memory } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    const inTime = new Date(memory.state.now.getTime() + hour - 1);
    later(2 * hour);
    beginCounting();
    expect(await ada.says('vote cast Beacon', { at: inTime })).toContain('Counted in vote #1: Beacon.');
    expect(await ada.says('vote cast Beacon')).toContain('Vote #1 ended');
  });

  test('a cancelled vote counts nothing', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    await ada.says('vote cancel');
    expect(await ada.says('vote cast 1 Anchor')).toBe('Vote #1 was cancelled: nothing is counted in it.\nTo ask again, say vote open.');
  });

  test('the console counts only in a network founded for it', async () => {
    const { ada, cem } = await foundBakers('network create Bakers --console');
    await cem.says('join Bakers');
    await ada.says(open);
    expect(await cem.says('vote cast Anchor')).toContain('Counted in vote #1: Anchor.');
  });

  test('elsewhere it says where to vote instead', async () => {
    const { person } = await foundBakers();
    const eve = person('Eve', 'console');
    await eve.says('network create Lonely');
    await eve.says(open);
    expect(await eve.says('vote cast Anchor')).toContain('Ballots from the console prove no identity, so Lonely does not count them.');
    expect(await eve.says('vote status')).toContain('0 of 1 voted.');
  });

  test('is private: only its author reads the answer', async () => {
    const { ada } = await foundBakers();
    await ada.says(open);
    const answer = await ada.answer({ kind: 'text', text: 'vote cast Anchor' }, { in: 'kitchen' });
    expect(answer?.audience).toBe('author');
  });
});

describe('vote cast, when the box refuses what looked right', () => {
  const vote: Vote = {
    id: VoteId.parse('00000000-0000-4000-8000-0000000000e1'),
    network: bakers.id,
    number: 7,
    question: 'Which name?',
    options: ['Anchor', 'Beacon'],
    method: 'single',
    rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' },
    purpose: null,
    status: 'open',
    openedBy: bea,
    openedAt: noon,
    closesAt: new Date(noon.getTime() + day),
    bundle: null,
  };

  const answers = [
    ['closed', 'voting.deadline-passed', { status: 'counting', closesAt: noon }],
    ['cancelled', 'voting.was-cancelled', { status: 'cancelled' }],
    ['not-an-elector', 'voting.not-an-elector', {}],
    ['console-not-counted', 'voting.console-not-counted', {}],
    ['said-later', 'voting.said-later', {}],
  ] as const satisfies readonly (readonly [Exclude<CastResult['kind'], 'counted'>, string, Partial<Vote>])[];

  test.each(answers)('%s is a refusal, so that nothing is stored', async (kind, id, meanwhile) => {
    const found = [vote, { ...vote, ...meanwhile }];
    const ports = {
      votes: { find: async () => found.shift() ?? null, list: async () => [vote] },
      networks: { of: async () => [bakers] },
      spaces: { of: async () => [] },
      ballots: { cast: async (): Promise<CastResult> => ({ kind }) },
    };
    const refused = await voteCast.run(callOf({ number: 7, option: 'Anchor' }), ports).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: id });
    if (kind === 'closed') expect(refused).toMatchObject({ sentences: [{ values: { at: { moment: noon.toISOString() } } }, {}] });
  });
});
