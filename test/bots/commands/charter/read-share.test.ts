import { describe, expect, test } from 'vitest';
import { readShare } from '../../../../bots/commands/charter/read-share.ts';
import { refusedBy } from '../../conversation/refused.ts';

const any = { least: '0/1', most: '1/1' };

describe('a share', () => {
  test.each([
    ['1/3', '1/3'],
    ['2/4', '1/2'],
    [' 25 % ', '1/4'],
    ['25%', '1/4'],
    ['12.5 percent', '1/8'],
    ['12,5%', '1/8'],
    ['33.333%', '33333/100000'],
    ['100%', '1/1'],
    ['0%', '0/1'],
    ['0', '0/1'],
    ['none', '0/1'],
    ['half', '1/2'],
    ['Two Thirds', '2/3'],
    ['two-thirds', '2/3'],
    ['a quarter', '1/4'],
    ['third', '1/3'],
    ['one fifth', '1/5'],
    ['3 of 5', '3/5'],
    ['2 out of 3', '2/3'],
    ['everybody', '1/1'],
  ])('“%s” is %s', (words, share) => {
    expect(readShare(words, any)).toBe(share);
  });

  test.each(['', '3', '0.25', '1/0', '5/4', '101%', '-1/2', 'many', '1//2', '1/2/3', '9999999/9999999'])('“%s” is none', (words) => {
    expect(refusedBy(() => readShare(words, any))).toEqual(['charter.bad-share']);
  });

  test.each(['1/3', '49.999%', '91%', 'all', 'none'])('“%s” is not from 1/2 to 9/10', (words) => {
    expect(refusedBy(() => readShare(words, { least: '1/2', most: '9/10' }))).toEqual(['charter.share-bounds']);
  });

  test.each(['1/2', '9/10', '90%'])('“%s” is', (words) => {
    expect(readShare(words, { least: '1/2', most: '9/10' })).toMatch(/^(?:1\/2|9\/10)$/u);
  });
});
