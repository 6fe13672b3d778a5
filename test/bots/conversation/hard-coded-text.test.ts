import { expect, test } from 'vitest';
import { withHelp } from '../../../bots/conversation/help.ts';
import { usageOf } from '../../../bots/conversation/usage.ts';
import { CoopError } from '../../../core/errors.ts';
import { testCommands } from './test-commands.ts';
import { bakers, createWorld, nightBakers } from './world.ts';

/** Everything that a person may be answered with by the conversation itself. */
const script = [
  'help',
  'help vote',
  'help vote open',
  'help vtoe',
  'help xyzzy',
  '',
  'hello',
  'vote',
  'vote opne',
  'cancel',
  'back',
  'vote open Why --optoins A',
  'vote open Why --xyzzy A',
  'vote open --for',
  'vote open "Why',
  'vote open --for 1d --for 2d',
  'join the club',
  'vote cast',
  'back',
  'help',
  'vote status',
  'network create',
  'Bread',
  'shut',
  'back',
  'Cake',
  'open',
  'network create Taken --kind open',
  'vote open',
  'Why?',
  'A',
  'A, a',
  'A,B,C,D,E,F',
  `A,${'x'.repeat(50)}`,
  'back',
  'cancel',
  'break down',
  'x'.repeat(5000),
  ...['90', 'banana', '1s', '99 weeks', 'until yesterday 18:00'].map((words) => `vote open --for "${words}"`),
  ...['banana', 'tomorrow', 'tomorrow at 6', 'Friday 18:00 or so', 'yesterday 18:00'].map((words) => `me set --until "${words}"`),
  ...['03/04/2027 18:00', '2040-01-01 10:00', '2027-03-28 02:30', '2027-10-31 02:30'].map((words) => `me set --until "${words}"`),
  ...['--zone Berln', '--zone qqqqqqq', '--zone EST', '--language Germna'].map((words) => `me set ${words}`),
  ...['--language qqqqqqq', '--quiet 7', '--hours 999', '--friend "@"'].map((words) => `me set ${words}`),
];

test('every word that people are answered with comes from the catalogue', async () => {
  const ada = createWorld();
  ada.state.language = 'en-XA';
  const shown: string[] = [];
  const runScript = async (): Promise<void> => {
    for (const line of script) shown.push(await ada.says(line));
  };
  await runScript();
  ada.state.here = null;
  ada.state.member = [bakers, nightBakers];
  for (const line of ['vote open', 'Nigt Bakers', 'Nobody', 'Bakers', 'Why?', 'cancel']) shown.push(await ada.says(line));
  ada.state.status = 'none';
  await runScript();
  ada.state.member = [];
  await runScript();
  await ada.says('network create');
  ada.later(40);
  shown.push(await ada.says('hello'));

  const typed = [
    ...script,
    ...withHelp(testCommands).flatMap((command) => [command.name, command.example, usageOf(command), ...Object.keys(command.fields)]),
  ];
  const known = new Set(
    wordsOf([...typed, 'Bakers Night Nigt Nobody NAME k3x9p2mq UTC say', 'Europe Berlin Bern Zurich America New York german'].join(' ')),
  );
  const foreign = shown.flatMap((text) => wordsOf(text.replaceAll(moments, ''))).filter((word) => !known.has(word));
  expect([...new Set(foreign)]).toEqual([]);
});

test('the finder finds', () => {
  expect(wordsOf('⟦ţĥåţ ĥåš þåššéð⟧ Please wait')).toEqual(['Please', 'wait']);
});

test('an answer that cannot be stored is in the catalogue too, though in English: nobody knows the reader', async () => {
  const ada = createWorld();
  ada.state.language = 'en-XA';
  ada.intake.failures.push(new CoopError('intake-busy', 'slow'));
  const answer = await ada.answer({ kind: 'text', text: 'help' });
  expect(answer?.reader.language).toBe('en');
  expect(answer?.message.text).toMatchObject([{ inlines: [{ kind: 'sentence', id: 'conversation.busy' }] }]);
});

/** Words of plain letters: the pseudo-language has none. */
function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{M}\d]+/u).filter((word) => /^[A-Za-z]{2,}$/u.test(word));
}

const moments = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d [A-Z]{3,4}/gu;
