import { describe, expect, test } from 'vitest';
import type { Memory } from '../../fakes/memory.ts';
import { minute } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

/** Every command that must ask: what it asks for, an answer that cannot be read or done, and one that does it. */
const asking = [
  { says: 'network create', asks: 'What shall it be called?', wrong: 'x', right: 'Cooks', done: 'The network Cooks is founded' },
  { says: 'vouch', asks: 'For whom?', wrong: 'Nobody', right: 'Bea', done: 'vouch for Bea now' },
  { says: 'vote open --options A,B', asks: 'What is the question?', wrong: `"${'x'.repeat(301)}"`, right: 'Why?', done: 'Vote #3 is open' },
  { says: 'vote open Why?', asks: 'Which options are there?', wrong: 'A', right: 'A, B', done: 'Vote #3 is open' },
  { says: 'vote cast #1', asks: 'What do you vote?', wrong: 'Pear', right: 'Anchor', done: 'Counted in vote #1: Anchor.' },
  { says: 'vote change #1', asks: 'What do you vote?', wrong: '7', right: '2', done: 'Counted in vote #1: Beacon.' },
  { says: 'vote extend #1', asks: 'How much longer?', wrong: 'soon', right: '1d', done: 'Vote #1 is open longer' },
  { says: 'me set timezone', asks: 'Where are you?', wrong: 'Xanadu', right: 'Berlin', done: 'Europe/Berlin' },
  { says: 'me set language', asks: 'Which language do you read?', wrong: 'gibberish', right: 'German', done: 'Deutsch' },
  { says: 'me set quiet-hours', asks: 'From when to when', wrong: 'at night', right: '22-7', done: '22:00-07:00' },
] as const;

/** Ada and Dan, two open votes, and Bea who waits to be vouched for. */
async function busyBakers() {
  const village = await foundBakers('network create Bakers --template circle');
  await village.person('Dan').says('join Bakers');
  await village.ada.says('vouch Dan');
  for (let vote = 1; vote <= 2; vote += 1) await village.ada.says('vote open "Which name?" --options Anchor,Beacon');
  return village;
}

/** What a question must not change. */
const effects = ({ state }: Memory) => {
  const { persons, networks, memberships, vouches, votes, ballots, posts } = state;
  return structuredClone({ persons, networks, memberships, vouches, votes, ballots, posts });
};

describe.each(asking)('$says', ({ says, asks, wrong, right, done }) => {
  test('asks, asks again after an answer that will not do, and then does it', async () => {
    const { ada, memory } = await busyBakers();
    const before = effects(memory);
    expect(await ada.says(says)).toMatch(new RegExp(`^${asks.replace('?', String.raw`\?`)}[^]*Cancel: say \`cancel\`$`, 'u'));
    expect(await ada.says(wrong)).toContain(asks);
    expect(effects(memory)).toEqual(before);
    expect(await ada.says(right)).toContain(done);
    expect(memory.state.drafts).toEqual([]);
    expect(effects(memory)).not.toEqual(before);
  });

  test('can be left', async () => {
    const { ada, memory } = await busyBakers();
    const before = effects(memory);
    await ada.says(says);
    expect(await ada.clicks('cancel')).toMatch(/^I left .+\. Nothing was done\.$/u);
    expect(await ada.says(right)).toMatch(/^I know no command|^There is/u);
    expect(effects(memory)).toEqual(before);
  });

  test('is left with a note when nobody answers', async () => {
    const { ada, later, memory } = await busyBakers();
    const before = effects(memory);
    await ada.says(says);
    later(30 * minute);
    expect(await ada.says(right)).toMatch(/^Your .+ had waited for more than 30 minutes, so I left it\. Nothing was done\.\n/u);
    expect(effects(memory)).toEqual(before);
  });
});

describe('a question', () => {
  test('one after the other, corrected with back', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('vote open');
    expect(await ada.says('back')).toContain('There is no answer before this one.');
    await ada.says('Which nam?');
    expect(await ada.says('back')).toMatch(/^What is the question\?\nYou said before: Which nam\?\n/u);
    await ada.says('Which name?');
    expect(await ada.says('Anchor; Beacon')).toContain('Vote #1 is open');
    expect(memory.state.votes).toMatchObject([{ question: 'Which name?', options: ['Anchor', 'Beacon'] }]);
  });

  test('of somebody in several networks begins with which, and back leads there again', async () => {
    const { ada, memory } = await foundBakers();
    await ada.says('network create "Night Shift"');
    expect(await ada.says('vote open')).toContain('Which network?');
    expect(await ada.says('Bakres')).toMatch(/no network “Bakres”\. Did you mean Bakers\?[^]*Which network\?/u);
    expect(await ada.says('bakers')).toContain('What is the question?');
    expect(await ada.says('back')).toMatch(/^Which network\?\n[^]*You said before: bakers/u);
    await ada.says('Night Shift');
    await ada.says('Which lamp?');
    expect(await ada.says('Old, New')).toContain('Vote #1 is open');
    expect(memory.state.votes).toMatchObject([{ network: memory.state.networks[1]?.id }]);
  });

  test('waits where it was asked, and for whom', async () => {
    const { ada, bea, memory } = await foundBakers();
    await ada.says('vote open "Which name?"', { in: 'kitchen' });
    expect(await bea.says('Anchor, Beacon', { in: 'kitchen' })).toContain('I know no command');
    expect(await ada.says('Anchor, Beacon')).toContain('I know no command');
    expect(memory.state.votes).toEqual([]);
    expect(await ada.says('Anchor, Beacon', { in: 'kitchen' })).toContain('Vote #1 is open');
  });

  test('stands below the answer to another command in between', async () => {
    const { ada } = await foundBakers();
    await ada.says('vote open "Which name?"');
    expect(await ada.says('vote list')).toMatch(
      /has not voted yet[^]*Your vote open still waits for an answer:\nWhich options are there\?/u,
    );
    expect(await ada.says('network create')).toMatch(/^I left your vote open half said, for this one\.\nWhat shall it be called\?/u);
  });
});

describe('what is misspelt', () => {
  test.each([
    ['vote opne "Why?" --options A,B', 'I know no command “vote opne”. Did you mean vote open?'],
    ['vtoe cast Anchor', 'I know no command “vtoe cast”. Did you mean vote cast or vote list?'],
    ['netwrok create Cooks', 'I know no command “netwrok create”. Did you mean network create?'],
    ['jion Bakers', 'I know no command “jion Bakers”. Did you mean join?'],
    ['voch Bea', 'I know no command “voch Bea”. Did you mean vouch?'],
    ['space unbnd', 'I know no command “space unbnd”. Did you mean space unbind or space bind?'],
    ['me set timezoen Berlin', 'I know no command “me set”. Did you mean me set timezone?'],
    ['vote open Why? --optoins A,B', 'vote open has no field “optoins”. Did you mean --options?'],
    ['vote open Why? --options A,B --fro 2d', 'vote open has no field “fro”. Did you mean --for?'],
    ['vote cast --numbre 1 Anchor', 'vote cast has no field “numbre”. Did you mean --number?'],
    ['vote open Why? --options A,B --colour red', 'vote open has no field “colour”. Say help vote open to see its fields.'],
  ])('%s: names the nearest and asks nothing', async (words, said) => {
    const { ada, memory } = await busyBakers();
    const before = effects(memory);
    expect(await ada.says(words)).toBe(said);
    expect(memory.state.drafts).toEqual([]);
    expect(effects(memory)).toEqual(before);
  });
});
