import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexCommands } from '../../../bots/conversation/command-index.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import { parseFields, parseLine } from '../../../bots/conversation/grammar.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { quote } from '../../../bots/conversation/words.ts';
import { CoopError, Refusal } from '../../../core/errors.ts';
import { refusalOf, refusedBy } from './refused.ts';
import { testCommands, voteCast } from './test-commands.ts';

const index = indexCommands(withHelp(testCommands));
const said = (line: string) => {
  const { command, answers } = parseLine(line, index);
  return { [command.name]: answers };
};

describe('a line of the grammar', () => {
  test.each<[string, Record<string, Record<string, string>>]>([
    ['vote open "Which name?" --options A,B --for 2d', { 'vote open': { question: 'Which name?', options: 'A,B', for: '2d' } }],
    ['vote open Which name? --options A,B', { 'vote open': { question: 'Which name?', options: 'A,B' } }],
    ['VOTE Open Which   name?', { 'vote open': { question: 'Which   name?' } }],
    ['vote open --options A, B --for 2 days Why not?', { 'vote open': { question: 'Why not?', options: 'A, B', for: '2 days' } }],
    ['vote open --for 2d --options A, B "Why not?"', { 'vote open': { question: 'Why not?', options: 'A, B', for: '2d' } }],
    [
      'vote open Why? --options A, B, Deep Blue --for 2 days',
      { 'vote open': { question: 'Why?', options: 'A, B, Deep Blue', for: '2 days' } },
    ],
    ['vote open --for 1 week --options "A, B" "Why?"', { 'vote open': { question: 'Why?', options: '"A, B"', for: '1 week' } }],
    ['vote open --options=A,B --for=2d Why', { 'vote open': { question: 'Why', options: 'A,B', for: '2d' } }],
    ['vote open Why --options="Deep Blue",Red', { 'vote open': { question: 'Why', options: '"Deep Blue",Red' } }],
    ['vote open Why —options A,B –for 2d', { 'vote open': { question: 'Why', options: 'A,B', for: '2d' } }],
    ['vote open Why —really', { 'vote open': { question: 'Why —really' } }],
    ['vote open Tea -- or coffee?', { 'vote open': { question: 'Tea -- or coffee?' } }],
    ['vote open Why --secret', { 'vote open': { question: 'Why', secret: 'yes' } }],
    ['vote open --secret Why not', { 'vote open': { question: 'Why not', secret: 'yes' } }],
    ['vote open Why --secret=no', { 'vote open': { question: 'Why', secret: 'no' } }],
    ['vote open Why --network Night Bakers', { 'vote open': { question: 'Why', network: 'Night Bakers' } }],
    [String.raw`vote open \--help me`, { 'vote open': { question: '--help me' } }],
    ['vote open', { 'vote open': {} }],
    ['vote cast Blue', { 'vote cast': { option: 'Blue' } }],
    ['vote cast Deep Blue', { 'vote cast': { option: 'Deep Blue' } }],
    ['vote cast 3 Blue', { 'vote cast': { number: '3', option: 'Blue' } }],
    ['vote cast 3 Deep Blue', { 'vote cast': { number: '3', option: 'Deep Blue' } }],
    ['vote cast #3 "Deep Blue"', { 'vote cast': { number: '#3', option: 'Deep Blue' } }],
    ['vote cast 2', { 'vote cast': { option: '2' } }],
    ['vote cast #3', { 'vote cast': { number: '#3' } }],
    ['vote cast "#3"', { 'vote cast': { option: '#3' } }],
    ['vote cast 3 2', { 'vote cast': { number: '3', option: '2' } }],
    ['vote cast "3 Musketeers"', { 'vote cast': { option: '3 Musketeers' } }],
    ['vote cast --number 3 Blue', { 'vote cast': { number: '3', option: 'Blue' } }],
    ['vote cast --network Bakers 3 Blue', { 'vote cast': { network: 'Bakers', number: '3', option: 'Blue' } }],
    ['vote status', { 'vote status': {} }],
    ['vote status 3', { 'vote status': { number: '3' } }],
    ['vote status --network Bakers 3', { 'vote status': { network: 'Bakers', number: '3' } }],
    ['vote status --network Night Bakers', { 'vote status': { network: 'Night Bakers' } }],
    ['vote status soon', { 'vote status': { number: 'soon' } }],
    ['join --network Bakers', { join: { network: 'Bakers' } }],
    ['help vote open', { help: { topic: 'vote open' } }],
    ['help', { help: {} }],
    ['me set --until tomorrow 6pm --hours 5', { 'me set': { until: 'tomorrow 6pm', hours: '5' } }],
  ])('%s', (line, expected) => {
    expect(said(line)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['', 'conversation.empty'],
    ['vote', 'conversation.which-of'],
    ['vote opne "Why?"', 'conversation.unknown-command-near'],
    ['vtoe open', 'conversation.unknown-command-near'],
    ['opem', 'conversation.unknown-command'],
    ['vot', 'conversation.unknown-command-near'],
    ['cast Blue', 'conversation.unknown-command-near'],
    ['jion', 'conversation.unknown-command-near'],
    ['good morning everybody', 'conversation.unknown-command'],
    ['__proto__', 'conversation.unknown-command'],
    ['constructor', 'conversation.unknown-command'],
    ['"vote" open', 'conversation.empty'],
    ['vote open Why --optoins A,B', 'conversation.unknown-field-near'],
    ['vote open Why --__proto__ x', 'conversation.unknown-field'],
    ['vote open --options A, B, Deep Blue', 'conversation.too-many-words'],
    ['vote open --options A, B, Deep Blue --for 2 days Why?', 'conversation.too-many-words'],
    ['vote open Why --constructor x', 'conversation.unknown-field'],
    ['vote open Why --for', 'conversation.no-value'],
    ['vote open Why --for --secret', 'conversation.no-value'],
    ['vote open Why --for 2d --for 3d', 'conversation.given-twice'],
    ['vote open "Why?" not', 'conversation.too-many-words'],
    ['vote open Why --for "2d" or so', 'conversation.too-many-words'],
    ['join the club', 'conversation.too-many-words'],
    ['vote open "Why?', 'conversation.unclosed-quote'],
  ])('%s is refused', (line, id) => {
    expect(refusedBy(() => parseLine(line, index))).toEqual([id]);
  });

  test('the nearest names are named', () => {
    expect(refusalOf(() => parseLine('vote opne', index)).values).toMatchObject({ names: { command: 'vote open' } });
    expect(refusalOf(() => parseLine('vote open Why --optoins A', index)).values).toMatchObject({ near: '--options' });
  });

  test('whatever is said, it is understood or refused, and no field is made up', () => {
    const names = fc.constantFrom('vote open', 'vote cast', 'me set', 'vote status', 'join', 'help', 'vote', '');
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('--for', '--options', '--network', '=', ' ', '"', "'", '“', '\\', '#3', '2d', 'A,', 'B', '—for', '--'),
        maxLength: 12,
      }),
    );
    fc.assert(
      fc.property(names, wild, (name, rest) => {
        try {
          const { command, answers } = parseLine(`${name} ${rest}`, index);
          for (const field of Object.keys(answers)) expect([...Object.keys(command.fields), 'network']).toContain(field);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('what is quoted arrives as it was, in any place', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 40 }), (question, network) => {
        const { answers } = parseLine(`vote open ${quote(question)} --network ${quote(network)}`, index);
        expect(answers).toEqual({ question, network });
      }),
    );
  });
});

describe('fields that came apart', () => {
  test('empty ones count as not given', () => {
    const { answers } = parseFields({ command: 'vote open', answers: { question: 'Why?', for: ' ' } }, index);
    expect(answers).toEqual({ question: 'Why?' });
  });

  test('unknown names are refused, whatever they are called', () => {
    const forged = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    expect(refusedBy(() => parseFields({ command: 'vote open', answers: forged }, index))).toEqual(['conversation.unknown-field']);
    expect(refusedBy(() => parseFields({ command: 'vote opem', answers: {} }, index))).toEqual(['conversation.unknown-command-near']);
  });
});

describe('the list of commands', () => {
  test.each<[string, readonly AnyCommand[]]>([
    ['a name twice', [voteCast, voteCast]],
    ['a name with capitals', [{ ...voteCast, name: 'Vote' }]],
    [
      'a field that every command has',
      [{ ...voteCast, fields: { network: { kind: 'line', maxLength: 9, ask: 'conversation.help-topic' } } }],
    ],
    ['a flag that must be given', [{ ...voteCast, fields: { secret: { kind: 'flag', ask: 'conversation.help-topic' } } }]],
    [
      'a field with a name that cannot be typed',
      [{ ...voteCast, fields: { timeZone: { kind: 'line', maxLength: 9, ask: 'conversation.help-topic' } } }],
    ],
  ])('refuses %s', (_, commands) => {
    expect(() => indexCommands(commands)).toThrow(CoopError);
  });
});
