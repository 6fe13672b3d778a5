import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readRuleValue } from '../../../bots/commands/charter/rule-value.ts';
import type { RuleValue } from '../../../core/charter/charter.ts';
import { rules } from '../../../core/charter/rules.ts';
import type { Rule } from '../../../core/charter/rules.ts';
import { writeValue } from '../../../core/charter/write-value.ts';

const reading = { now: new Date('2026-11-27T08:00:00Z'), timeZone: 'UTC' };

test('a value that is written is read as the same again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rules).chain(withValue), ({ rule, value }) => {
      expect(readRuleValue(rule, writeValue(rule, value), reading)).toBe(value);
    }),
  );
});

test.each([
  [10_000, '10 seconds'],
  [3 * 86_400_000, '3 days'],
  [86_400_000 + 3_600_000 + 60_000, '1 day 1 hour 1 minute'],
  [0, '0 seconds'],
])('%i milliseconds are “%s”', (milliseconds, words) => {
  const rule = rules.find(({ name }) => name === 'duration');
  expect(rule === undefined ? null : writeValue(rule, milliseconds)).toBe(words);
});

function withValue(rule: Rule): fc.Arbitrary<{ rule: Rule; value: RuleValue }> {
  const { takes } = rule;
  switch (takes.kind) {
    case 'choice':
      return fc.constantFrom(...takes.values).map((value) => ({ rule, value }));
    case 'share':
      return fc.constantFrom(takes.least, '1/2', '3/4').map((value) => ({ rule, value }));
    case 'integer':
      return fc.integer(takes).map((value) => ({ rule, value }));
    case 'duration':
      return fc.integer({ min: takes.min / 1000, max: takes.max / 1000 }).map((seconds) => ({ rule, value: seconds * 1000 }));
    default:
      return takes satisfies never;
  }
}
