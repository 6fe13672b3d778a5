import { describe, expect, test } from 'vitest';
import { voteOpen } from '../../../bots/commands/vote-open.ts';
import { defaultCharter } from '../../../core/charter/charter.ts';
import { methods } from '../../../core/voting/methods.ts';
import { day, hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

describe('vote open', () => {
  test('answers with the number, the deadline and how many can vote, and offers the options', async () => {
    const { ada } = await foundBakers();
    const answer = await ada.says(`${open} --for 2d`);
    expect(answer).toContain('Vote #1 is open until Thu 26 Nov 2026, 14:00 UTC. 2 members can vote.');
    expect(answer).toContain('Beacon: say `vote cast 1 2`');
    expect(await ada.says(open)).toContain('Vote #2');
  });

  test('announces it in every place of the network, as it was asked', async () => {
    const { ada, stands } = await foundBakers();
    await ada.says('space bind', { in: 'attic', managing: true });
    await ada.says(open);
    for (const channel of ['kitchen', 'attic']) {
      expect(stands(channel)).toEqual([expect.stringMatching(/Vote #1[^]*Which name\?[^]*1\. Anchor\n2\. Beacon[^]*2 members can vote/u)]);
    }
  });

  test('says so when nobody could be told', async () => {
    const { ada } = await foundBakers();
    await ada.says('network create Loners');
    expect(await ada.says(`${open} --network Loners`)).toContain('The network has no place yet, so nobody was told.');
  });

  test('takes duration, method and rules from the charter', async () => {
    const { ada, memory } = await foundBakers('network create Bakers --template circle');
    await ada.says(open);
    expect(memory.state.votes[0]).toMatchObject({
      method: 'single',
      rules: { charterVersion: 1, quorum: '1/2', threshold: '1/2', steer: 'members' },
      closesAt: new Date(memory.state.now.getTime() + 2 * day),
    });
  });

  test('is refused to everybody where the charter says so', async () => {
    const { ada, memory } = await foundBakers();
    for (const network of memory.state.networks)
      network.charter = { ...defaultCharter, votes: { ...defaultCharter.votes, open: 'nobody' } };
    expect(await ada.says(open)).toContain('nobody opens votes in Bakers');
    expect(memory.state.votes).toEqual([]);
  });

  test('is for members', async () => {
    const { person, memory } = await foundBakers();
    expect(await person('Dan').says(open, { in: 'kitchen' })).toContain('Only members of Bakers can do that. Say join');
    expect(memory.state.votes).toEqual([]);
  });

  test('is open until a moment in the words and the zone of its opener', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('me set timezone Berlin');
    await ada.says(`${open} --until "tomorrow 18:00"`);
    expect(memory.state.votes[0]?.closesAt).toEqual(new Date('2026-11-25T17:00:00Z'));
  });

  test.each([
    ['--for 2d --until "tomorrow 18:00"', 'not both'],
    ['--for 5s', 'too short'],
    ['--for "2 years"', 'too long: at most 366 days'],
    ['--until "in 5 seconds"', 'too soon'],
    ['--until "2029-01-01 10:00"', 'too far away'],
    ['--until "yesterday 18:00"', 'has passed'],
    ['--method dice', 'not among the choices'],
  ])('refuses %s', async (words, said) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(`${open} ${words}`)).toContain(said);
    expect(memory.state.votes).toEqual([]);
  });

  test.each([
    ['A', 'at least 2'],
    ['A,a', 'there twice'],
    [`A,${'x'.repeat(101)}`, 'too long'],
    [Array.from({ length: 101 }, (_, place) => `o${place}`).join(','), 'at most 100'],
  ])('refuses the options %s', async (options, said) => {
    const { ada } = await foundBakers();
    expect(await ada.says(`vote open Why? --options ${options}`)).toContain(said);
  });

  test.each([
    [
      String.raw`vote open "Shall we say \"hello\"?" --options "Yes, please","No; never",“Later, maybe”`,
      'Shall we say "hello"?',
      ['Yes, please', 'No; never', 'Later, maybe'],
    ],
    ['vote open „Welcher Name?“ --options „Anker, groß“,„Boje“ —for 2d', 'Welcher Name?', ['Anker, groß', 'Boje']],
    ["vote open «Quel nom ?» --options «L'ancre»,«La bouée»", 'Quel nom ?', ["L'ancre", 'La bouée']],
    ["vote open It's Bob's? --options Yes|No", "It's Bob's?", ['Yes', 'No']],
    ['VOTE OPEN Which one? --Options=A,B --METHOD Single', 'Which one?', ['A', 'B']],
    [String.raw`/vote open "5\" or 6\"?" --options "5\"","6\""`, '5" or 6"?', ['5"', '6"']],
  ])('reads %s as it is meant', async (words, question, options) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(words)).toContain('Vote #1 is open');
    expect(memory.state.votes).toMatchObject([{ question, options }]);
  });

  test('a quote that is never closed opens nothing and shows where it begins', async () => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('vote open "Which name? --options A,B')).toBe(
      'A quote is opened and never closed. Close it, or put a backslash before it: "Which name? --options A,B',
    );
    expect(memory.state.votes).toEqual([]);
  });

  test('asks for what is missing, one question after the other', async () => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('vote open')).toContain('What is the question?');
    expect(await ada.says('Which name?')).toContain('Which options are there?');
    expect(await ada.says('Anchor, Beacon')).toContain('Vote #1 is open');
    expect(memory.state.votes[0]).toMatchObject({ question: 'Which name?', options: ['Anchor', 'Beacon'] });
  });

  test('offers buttons for a few options, a choice for many, and ticks for several at once', async () => {
    const { ada, memory } = await foundBakers();
    const actionsOf = (subject: string) => memory.state.posts.find((post) => post.subject.startsWith(subject))?.message.actions ?? [];
    await ada.says('vote open A? --options 1,2,3,4,5');
    expect(actionsOf(`vote:${memory.state.votes[0]?.id}`).map(({ kind }) => kind)).toEqual(Array(5).fill('button'));
    await ada.says('vote open B? --options A,B,C,D,E,F');
    expect(actionsOf(`vote:${memory.state.votes[1]?.id}`)).toMatchObject([
      { kind: 'select', options: Array.from({ length: 6 }, () => ({})) },
    ]);
    await ada.says('vote open C? --options A,B,C --method approval');
    expect(actionsOf(`vote:${memory.state.votes[2]?.id}`)).toMatchObject([
      { kind: 'several', say: 'vote cast 3 …', options: [{ word: '#1' }, { word: '#2' }, { word: '#3' }] },
    ]);
    expect(await ada.clicks('vote cast 3 #1,#3')).toContain('Counted in vote #3: A, C.');
  });

  test('says which network a click means to somebody who is in several', async () => {
    const { ada } = await foundBakers();
    await ada.says('network create "Night Shift"');
    expect(await ada.isOffered(`${open} --network bakers`)).toEqual(['vote cast 1 1 --network Bakers', 'vote cast 1 2 --network Bakers']);
    expect(await ada.isOffered(`${open} --network "night shift"`)).toContain('vote cast 1 2 --network "Night Shift"');
    expect(await ada.isOffered(open, { in: 'kitchen' })).toContain('vote cast 2 1');
  });

  test('offers every method that there is', () => {
    expect(voteOpen.fields.method.options.map(({ value }) => value)).toEqual(methods.map(({ name }) => name));
  });

  test('a repeated delivery opens nothing', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says(open, { id: 'twice' });
    expect(await ada.says(open, { id: 'twice' })).toBe('');
    expect(memory.state.votes).toHaveLength(1);
  });

  test('a new place shows the votes that are open already, and only there', async () => {
    const { ada, stands, memory, later } = await foundBakers();
    await ada.says(open);
    later(hour);
    const { length: before } = memory.state.posts;
    await ada.says('space bind', { in: 'attic', managing: true });
    expect(stands('attic')).toHaveLength(1);
    expect(memory.state.posts).toHaveLength(before + 1);
  });
});
