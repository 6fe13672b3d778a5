import { findRule, rules } from '../../../core/charter/rules.ts';
import type { Rule } from '../../../core/charter/rules.ts';
import { Refusal } from '../../../core/errors.ts';
import { commandLine, say } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';
import { oneOf } from '../../conversation/one-of.ts';
import { nearest } from '../../conversation/suggestions.ts';

/** The rule that is meant by these words. Throws a Refusal that names those there are. */
export function namedRule(words: string): Rule {
  const wanted = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
  const rule = findRule(wanted);
  if (rule !== null) return rule;
  const names = rules.map(({ name }) => name);
  const near = nearest(wanted, names);
  throw new Refusal(
    near.length > 0
      ? say('charter.unknown-rule-near', { words: clip(words), near: oneOf(near), show: commandLine('charter show') })
      : say('charter.unknown-rule', { words: clip(words), all: oneOf(names) }),
  );
}
