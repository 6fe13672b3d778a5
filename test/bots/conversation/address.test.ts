import { describe, expect, test } from 'vitest';
import { stripAddress, stripCall } from '../../../bots/conversation/address.ts';

describe('a line that calls the bot', () => {
  test.each([
    ['/coop vote open', 'vote open', true],
    ['!coop vote open', 'vote open', true],
    ['!COOP: vote open', 'vote open', true],
    ['coop: vote open', 'vote open', true],
    ['coop, vote open', 'vote open', true],
    ['coop vote open', 'vote open', false],
    ['/vote open', 'vote open', false],
    ['!vote open', 'vote open', false],
    ['/coop', '', true],
    ['vote open', 'vote open', false],
    ['cooperate now', 'cooperate now', false],
    ['/cooperate now', 'cooperate now', false],
    ['/ vote', '/ vote', false],
    ['coop', 'coop', false],
    ['!!', '!!', false],
  ])('%j says %j', (text, words, named) => {
    expect(stripAddress(text)).toEqual({ words, named });
  });

  test('an answer keeps what may be part of it', () => {
    expect(stripCall('!coop Blue')).toBe('Blue');
    expect(stripCall('/r/bread')).toBe('/r/bread');
    expect(stripCall('coop housing')).toBe('coop housing');
  });
});
