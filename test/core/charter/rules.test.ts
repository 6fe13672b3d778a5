import { describe, expect, test } from 'vitest';
import { Charter, defaultCharter } from '../../../core/charter/charter.ts';
import type { RuleValue } from '../../../core/charter/charter.ts';
import { applyChange, changeRule, changesBetween, rules, valueOf } from '../../../core/charter/rules.ts';
import type { Taking } from '../../../core/charter/rules.ts';

test('every rule of a charter can be changed by its name, and each name means one of them', () => {
  const places = Object.entries(defaultCharter).flatMap(([section, part]) =>
    typeof part === 'object' ? Object.keys(part).map((key) => `${section}.${key}`) : [section],
  );
  expect(rules.map(({ at }) => at.join('.')).toSorted()).toEqual(places.toSorted());
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

describe.each(rules)('$name', (rule) => {
  test.each(valuesAtTheBounds(rule.takes))('can be %s, and nothing else changes with it', (value) => {
    const changed = changeRule(defaultCharter, rule, value);
    expect(valueOf(changed, rule)).toBe(value);
    expect(changesBetween(defaultCharter, changed).filter((change) => change.rule !== rule)).toEqual([]);
    expect(Charter.parse(changed)).toEqual(changed);
  });

  test.each(valuesBeyond(rule.takes))('cannot be %s', (value) => {
    expect(() => changeRule(defaultCharter, rule, value)).toThrow();
  });
});

test('what two charters differ in is told with both values', () => {
  const changed = applyChange(applyChange(defaultCharter, { rule: 'quorum', value: '1/4' }), { rule: 'jury', value: 7 });
  expect(changesBetween(defaultCharter, changed).map(({ rule, from, to }) => [rule.name, from, to])).toEqual([
    ['quorum', '0/1', '1/4'],
    ['jury', 5, 7],
  ]);
});

test('a rule of another release is an error that says so, never a change of something else', () => {
  expect(() => applyChange(defaultCharter, { rule: 'sorcery', value: 3 })).toThrow('run a release that knows it');
});

function valuesAtTheBounds(takes: Taking): readonly RuleValue[] {
  switch (takes.kind) {
    case 'choice':
      return takes.values;
    case 'share':
      return [takes.least, takes.most];
    default:
      return [takes.min, takes.max];
  }
}

/** One beyond each bound. What is a free word in the charter has the values of its rule alone. */
function valuesBeyond(takes: Taking): readonly RuleValue[] {
  switch (takes.kind) {
    case 'choice':
      return [7];
    case 'share':
      return [...(takes.least === '0/1' ? ['-1/2'] : ['49/100']), takes.most === '1/1' ? '101/100' : '100/100'];
    default:
      return [takes.min - 1, takes.max + 1, takes.min + 0.5];
  }
}
