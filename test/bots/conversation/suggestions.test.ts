import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, nearest } from '../../../bots/conversation/suggestions.ts';

describe('the distance of two words', () => {
  test.each([
    ['vote', 'vote', 0],
    ['vote', 'vtoe', 1],
    ['vote', 'vot', 1],
    ['vote', 'voote', 1],
    ['vote', 'vate', 1],
    ['', 'abc', 3],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('%j and %j: %i', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
    expect(distance(b, a)).toBe(expected);
  });

  test('is between the difference of the lengths and the longer one, and 0 only for equals', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const apart = distance(a, b);
        expect(apart).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(apart).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(apart === 0).toBe(a === b);
      }),
    );
  });
});

test('the nearest come first, and what is far is not suggested', () => {
  expect(nearest('opne', ['close', 'open', 'opener', 'list'])).toEqual(['open']);
  expect(nearest('xyz', ['open', 'close'])).toEqual([]);
  expect(nearest('OPEN', ['open'])).toEqual(['open']);
  expect(nearest('o'.repeat(100_000), ['open'])).toEqual([]);
});
