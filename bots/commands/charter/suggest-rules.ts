import { findRule, rules } from '../../../core/charter/rules.ts';
import { say } from '../../../core/text/text.ts';
import type { Suggester } from '../../conversation/suggest.ts';

/** The rules of a charter, each with what it says. */
export const suggestRules: Suggester<object> = async () =>
  rules.map(({ name, title }) => ({ label: say('charter.rule-is', { title: name, value: say(title) }), words: name }));

/** What the rule that was given can say, where it is one of a few words. */
export const suggestRuleValues: Suggester<object> = async ({ answers }) => {
  const takes = findRule(answers['rule']?.trim().toLowerCase() ?? '')?.takes;
  return takes?.kind === 'choice' ? takes.values.map((value) => ({ label: { kind: 'quote', text: value }, words: value })) : [];
};
