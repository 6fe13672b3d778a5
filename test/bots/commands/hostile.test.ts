import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../bots/conversation/platform.ts';
import type { Said } from '../../../bots/conversation/event.ts';
import { quote } from '../../../bots/conversation/words.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import type { Memory, State } from '../../fakes/memory.ts';
import { hour } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';
import { expectHarmless } from './harmless.ts';

const open = 'vote open "Which name?" --options Anchor,Beacon';

/** Everything that is stored, but for who is known, which events came and the clock. */
const effects = ({ state }: Memory): Partial<State> => {
  const { inbox: _, accounts: __, persons: ___, now: ____, count: _____, heard: ______, ...rest } = state;
  return structuredClone(rest);
};

const joined = ['member', 'asked', 'asked'];
const refusedLists = /conversation\.(?:few-items|same-item|long-item|many-items|nothing-said)/u;
const refusedNames = /networks\.name-(?:short|long|wordless)|conversation\.(?:nothing-said|too-long)/u;

/** The ids of what was answered. */
const idsIn = (answer: Answer | null): string => JSON.stringify(answer?.message.text ?? null);

describe('hostile words', () => {
  const strings = hostileStrings();

  test(
    'as a question and as an option: opened or refused, shown harmlessly, and an option can be chosen',
    { timeout: 60_000 },
    async () => {
      const opened: string[] = [];
      for (const text of strings) {
        const { ada, bea, memory, logged } = await foundBakers();
        const before = effects(memory);
        const answer = await ada.answer({ kind: 'fields', command: 'vote open', answers: { question: text, options: `Plain\n${text}` } });
        expectHarmless(answer);
        const [vote, more] = memory.state.votes;
        expect(more).toBeUndefined();
        if (vote === undefined) {
          expect([text, idsIn(answer)]).toEqual([text, expect.stringMatching(refusedLists)]);
          expect(effects(memory)).toEqual(before);
          continue;
        }
        opened.push(text);
        expect(vote.options).toHaveLength(2);
        expectHarmless(memory.state.posts.at(-1));
        expect(await bea.says('vote cast 1 #2')).toContain(`Counted in vote #1: ${vote.options[1]}.`);
        expect(await bea.says(`vote cast 1 ${quote(vote.options[1] ?? '')}`)).toContain('It counts once.');
        expect(logged).toEqual([]);
      }
      expect(opened.length).toBeGreaterThan(strings.length / 2);
    },
  );

  test('as the name of a network and of a person: taken or refused, and found again', { timeout: 60_000 }, async () => {
    let founded = 0;
    for (const text of strings) {
      const { person, memory, logged } = await foundBakers('network create Bakers --template circle');
      const stranger = person(text);
      expectHarmless(await stranger.answer({ kind: 'text', text: 'join Bakers' }));
      expectHarmless(memory.state.posts.at(-1));
      const answer = await stranger.answer({ kind: 'fields', command: 'network create', answers: { name: text } });
      expectHarmless(answer);
      const [, network, more] = memory.state.networks;
      expect(more).toBeUndefined();
      expect(memory.state.memberships.map(({ status }) => status)).toEqual(network === undefined ? joined : [...joined, 'member']);
      if (network === undefined) {
        expect([text, idsIn(answer)]).toEqual([text, expect.stringMatching(refusedNames)]);
        continue;
      }
      founded += 1;
      expect(await stranger.says(`network show --network ${quote(network.name)}`)).toContain(`The network ${network.name}`);
      expect(await person('Dan').fills('network create', { name: network.name.toUpperCase() })).toContain('There is a network called');
      expect(logged).toEqual([]);
    }
    expect(founded).toBeGreaterThan(strings.length / 2);
  });

  test('as a whole line, as any field, and as a command: never a surprise, and nothing is done', { timeout: 60_000 }, async () => {
    for (const text of strings) {
      const { ada, memory, logged } = await foundBakers();
      await ada.says(open);
      const before = effects(memory);
      const said: readonly Said[] = [
        { kind: 'text', text },
        { kind: 'text', text: `vote cast 1 "no ${text.replaceAll('"', '')}"` },
        { kind: 'text', text: `vote status ${text}` },
        { kind: 'fields', command: 'vote cast', answers: { number: '1', option: `no ${text}` } },
        { kind: 'fields', command: 'vote close', answers: { number: text } },
        { kind: 'fields', command: 'vote close', answers: { [text]: '1' } },
        { kind: 'fields', command: text, answers: {} },
        { kind: 'fields', command: 'leave', answers: { network: `no ${text}` } },
        { kind: 'fields', command: 'vouch', answers: { name: text } },
      ];
      for (const each of said) expectHarmless(await ada.answer(each));
      await ada.says('cancel');
      expect([text, effects(memory)]).toEqual([text, before]);
      expect(logged).toEqual([]);
    }
  });
});

describe('names of the language itself', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'];

  test('are ordinary options, up to the outcome', async () => {
    const { ada, bea, later, closeDue, stands } = await foundBakers();
    await ada.says(`vote open Which? --options ${names.join(',')} --for 1h`);
    for (const voter of [ada, bea]) expect(await voter.says('vote cast __proto__')).toContain('Counted in vote #1: __proto__.');
    later(hour);
    await closeDue();
    expect(stands('kitchen').at(-1)).toMatch(/__proto__ wins\.\n\n__proto__ +█+ +2\nconstructor +0\n/u);
    expect(await ada.says('vote status')).toContain('Your ballot: __proto__.');
  });

  test.each(names)('%s is an ordinary name of a network and of a person, and no field or command', async (name) => {
    const { person, memory } = await foundBakers();
    const stranger = person(name);
    expect(await stranger.says(`network create ${name}`)).toContain(`The network ${name} is founded`);
    expect(await person('Dan').says(`join ${name}`)).toContain(`Welcome to ${name}!`);
    expect(await stranger.says('me show')).toContain(`- ${name} on Discord`);
    const before = effects(memory);
    expect(await stranger.says(`vote list --${name} x`)).toContain('has no field');
    expect(await stranger.fills('vote list', JSON.parse(`{"${name}":"x"}`))).toContain('has no field');
    expect(await stranger.says(`${name} ${name}`)).toContain('I know no command');
    expect(await stranger.fills(name, {})).toContain('I know no command');
    expect(effects(memory)).toEqual(before);
  });
});

describe('too much, and broken', () => {
  const tooLong = 'That is far too long: at most 4,000 characters fit. Please say it in fewer words.';
  const huge = 'x'.repeat(10 * 1024 * 1024);

  test('10 MB as a line, a field, a name of a field or an answer is refused and not kept', async () => {
    const { ada, memory } = await foundBakers();
    const before = effects(memory);
    expect(await ada.says(huge)).toBe(tooLong);
    expect(await ada.fills('vote open', { question: huge, options: 'A,B' })).toContain(tooLong);
    expect(await ada.fills('vote open', { [huge]: 'x' })).toContain(tooLong);
    expect(await ada.fills(huge, {})).toContain(tooLong);
    expect(effects(memory)).toEqual(before);
    await ada.says('vote open');
    expect(await ada.says(huge)).toMatch(/^That is far too long: [^]*Your vote open still waits for an answer:\nWhat is the question\?/u);
    expect(JSON.stringify(memory.state).length).toBeLessThan(100_000);
  });

  test('10 MB as a display name is cut', async () => {
    const { person, memory } = await foundBakers();
    expect(await person(huge).says('join Bakers')).toContain('Welcome');
    expect(memory.state.accounts.at(-1)?.displayName).toHaveLength(80);
  });

  test.each([
    ['NUL', 'An\0chor'],
    ['half a character', 'An\uD800chor\uDC00'],
    ['what turns the writing', '\u202EAnchor\u2066'],
    ['what hides', 'An\u200Bcho\u2060r\uFEFF'],
  ])('%s is taken out, and what is left is meant', async (_, words) => {
    const { ada, memory } = await foundBakers();
    await ada.says(`vote open "Which ${words}?" --options ${words},Beacon`);
    expect(memory.state.votes).toMatchObject([{ question: 'Which Anchor?', options: ['Anchor', 'Beacon'] }]);
    expect(await ada.says(`vote cast ${words}`)).toContain('Counted in vote #1: Anchor.');
    expect(await ada.says(words)).toBe('I know no command “Anchor”. Say help to see what I can do.');
  });

  test('a name that nothing is left of is shown as a question mark', async () => {
    const { ada, person } = await foundBakers('network create Bakers --template circle');
    await person('\u202E\0\uD800').says('join Bakers');
    expect(await ada.says('network show')).toMatch(/\n- \? \(\w{8}\)\n/u);
  });

  test('more fields than any form has are refused', async () => {
    const { ada } = await foundBakers();
    const answers = Object.fromEntries(Array.from({ length: 51 }, (_, place) => [`f${place}`, 'x']));
    expect(await ada.fills('vote open', answers)).toMatch(
      /^That form has more fields than any command\. Please use the latest one, or say help\./u,
    );
  });
});

describe('twice, and too late', () => {
  test.each([
    ['network create Cooks', {}],
    ['join Bakers', {}],
    ['leave Bakers', {}],
    ['link', {}],
    ['space bind', { in: 'attic', managing: true }],
    ['space unbind', { in: 'kitchen', managing: true }],
    ['vote open', {}],
    [open, {}],
    ['vote cast Anchor', {}],
    ['vote change 1 Beacon', {}],
    ['vote close 1', {}],
    ['vote extend 1 1d', {}],
    ['vote cancel 1', {}],
    ['me set timezone Berlin', {}],
    ['what is this?', {}],
  ])('%s, delivered twice, is done once and answered once', async (words, spot) => {
    const { ada, memory } = await foundBakers();
    await ada.says(open);
    expect(await ada.says(words, { ...spot, id: 'again' })).not.toBe('');
    const after = structuredClone(memory.state);
    expect(await ada.answer({ kind: 'text', text: words }, { ...spot, id: 'again' })).toBeNull();
    expect(memory.state).toEqual(after);
  });

  test('an event is known by its platform too', async () => {
    const { ada, person } = await foundBakers();
    await ada.says('me show', { id: 'one' });
    expect(await person('Ada', 'slack').says('me show', { id: 'one' })).toContain('Ada on Slack');
  });

  test('a late retry of a counted ballot is a duplicate, also when the vote is over', async () => {
    const { ada, later, closeDue, memory } = await foundBakers();
    await ada.says(`${open} --for 1h`);
    await ada.says('vote cast Anchor', { id: 'ballot' });
    later(hour);
    await closeDue();
    const after = structuredClone(memory.state);
    expect(await ada.answer({ kind: 'text', text: 'vote cast Anchor' }, { id: 'ballot' })).toBeNull();
    expect(memory.state).toEqual(after);
  });

  test.each(['vote cast 1 Beacon', 'vote change 1 Beacon', 'vote withdraw 1', 'vote extend 1 1d', 'vote close 1', 'vote cancel 1'])(
    '%s after the close is refused with what to do instead',
    async (words) => {
      const { ada, later, closeDue, memory } = await foundBakers();
      await ada.says(`${open} --for 1h`);
      await ada.says('vote cast Anchor');
      later(hour);
      await closeDue();
      const before = effects(memory);
      expect(await ada.says(words)).toBe(
        'Vote #1 ended on Tue 24 Nov 2026, 15:00 UTC.\nAnchor wins.\nIt can no longer be changed. Say vote status 1 to see what came of it, or vote open to ask again.',
      );
      // Not even by a clock that went wrong: once counted, it is counted.
      expect(await ada.says(words, { at: new Date('2026-11-24T14:30:00Z') })).toContain('Vote #1 ended on');
      expect(effects(memory)).toEqual(before);
    },
  );
});
