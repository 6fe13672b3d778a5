import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallWords } from '../../../bots/github/call-words.ts';
import { commandLines } from '../../../bots/github/lines.ts';
import { compare } from '../../../bots/github/said.ts';
import type { Known } from '../../../bots/github/said.ts';
import { commands } from '../../../features/index.ts';

const { isCall } = createCallWords(commands);
const linesOf = (...lines: readonly string[]): readonly string[] => commandLines(lines.join('\n'), isCall);

describe('the lines of a text that are commands', () => {
  it.each([
    ['/coop vote list', true],
    ['/COOP: vote list', true],
    ['/vote cast 1 A', true],
    ['/vote opne', true],
    ['   /vote list', true],
    ['    /vote list', false],
    ['\t/vote list', false],
    ['/help', false],
    ['/close', false],
    ['/join', false],
    ['/coop help', true],
    ['/voted', false],
    ['I say /vote list', false],
    ['> /vote list', false],
    ['- /vote list', false],
    ['`/vote list`', false],
    ['coop vote list', false],
    ['!coop vote list', false],
  ])('%j: %j', (line, isCommand) => expect(linesOf(line)).toEqual(isCommand ? [line.trim()] : []));

  it('are found anywhere in a text, whatever its line ends', () => {
    expect(commandLines('Dear all,\r\n/vote cast 1 A\r\nthe rest\r/coop join\n', isCall)).toEqual(['/vote cast 1 A', '/coop join']);
  });

  it.each([
    [['```', '/coop join', '```', '/vote list']],
    [['~~~text', '/coop join', '```', '/coop join', '~~~', '/vote list']],
    [['````', '/coop join', '```', '/coop join', '`````', '/vote list']],
    [['<!-- /coop join', '/coop join', '--> ', '/vote list']],
    [['<!-- a --> b <!-- c', '/coop join -->', '/vote list']],
    [['```not a fence ``` ```', '/vote list', '<!--', '/coop join']],
  ])('are not what is shown as code or commented out: %j', (lines) => expect(linesOf(...lines)).toEqual(['/vote list']));

  it('are at most 20, and never a surprise', () => {
    expect(linesOf(...Array.from({ length: 30 }, (_, place) => `/vote status ${place}`))).toHaveLength(20);
    const text = fc.array(fc.constantFrom('```', '~~~', '<!--', '-->', '/vote list', '\n', ' ', 'x', '`', '\r'), { maxLength: 60 });
    fc.assert(fc.property(text, (parts) => void commandLines(parts.join(''), isCall)));
    const began = performance.now();
    commandLines('<!--'.repeat(20_000), isCall);
    commandLines('<!---->'.repeat(10_000), isCall);
    commandLines('`'.repeat(65_000), isCall);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('what is new in a text', () => {
  const at = (second: number): Date => new Date(Date.UTC(2026, 10, 26, 0, 0, second));
  const read = (versions: readonly (readonly [second: number, lines: readonly string[]])[]): readonly (readonly string[] | null)[] => {
    let known: Known | null = null;
    return versions.map(([second, lines]) => {
      const news = compare({ lines, at: at(second), before: null }, known);
      known = news?.next ?? known;
      return news === null ? null : news.fresh.map(({ line }) => line);
    });
  };

  it.each([
    [
      'all of it at first, nothing the second time',
      [
        [1, ['a', 'b']],
        [1, ['a', 'b']],
      ],
      [['a', 'b'], []],
    ],
    [
      'what an edit added',
      [
        [1, ['a']],
        [2, ['b', 'a']],
      ],
      [['a'], ['b']],
    ],
    [
      'what was taken out and put back',
      [
        [1, ['a']],
        [2, ['b']],
        [3, ['a']],
      ],
      [['a'], ['b'], ['a']],
    ],
    [
      'the same line as often as it stands there',
      [
        [1, ['a', 'a']],
        [2, ['a', 'a', 'a']],
      ],
      [['a', 'a'], ['a']],
    ],
    [
      'nothing in an older version',
      [
        [2, ['b']],
        [1, ['a']],
        [2, ['b']],
      ],
      [['b'], null, []],
    ],
  ] as const)('is %s', (_what, versions, fresh) => expect(read(versions)).toEqual(fresh));

  it('has the same names when it is read again before it was remembered', () => {
    const version = (second: number, lines: readonly string[]) => ({ lines, at: at(second), before: null });
    const known = compare(version(1, ['a']), null)?.next ?? null;
    const names = () => compare(version(2, ['b', 'a', 'c']), known)?.fresh;
    expect(names()).toEqual(names());
    const returned = compare(version(3, ['a']), compare(version(2, []), known)?.next ?? null)?.fresh[0];
    expect(returned?.key).not.toBe(compare(version(1, ['a']), null)?.fresh[0]?.key);
  });
});
