import type { RuleValue } from '../../../core/charter/charter.ts';
import type { Rule } from '../../../core/charter/rules.ts';
import { say } from '../../../core/text/text.ts';
import type { Sentence } from '../../../core/text/text.ts';
import { durationWords } from '../../conversation/duration-words.ts';
import { oneOf } from '../../conversation/one-of.ts';
import { readField } from '../../conversation/read-field.ts';
import type { Reading } from '../../conversation/reading.ts';
import { readShare } from './read-share.ts';

/** Reads what a rule shall say. Throws a Refusal that says which values it can have. */
export function readRuleValue({ takes, title }: Rule, words: string, reading: Reading): RuleValue {
  switch (takes.kind) {
    case 'choice': {
      const options = takes.values.map((value) => ({ value, label: title }));
      return String(readField({ kind: 'choice', ask: title, options }, words, reading));
    }
    case 'integer':
    case 'duration':
      return Number(readField({ ...takes, ask: title }, words, reading));
    case 'share':
      return readShare(words, takes);
    default:
      return takes satisfies never;
  }
}

/** Which values a rule can have, in words. */
export function takesWords({ takes }: Rule): Sentence {
  switch (takes.kind) {
    case 'choice':
      return say('charter.takes-choice', { values: oneOf(takes.values) });
    case 'integer':
      return say('charter.takes-integer', { min: takes.min, max: takes.max });
    case 'duration':
      return say('charter.takes-duration', { least: durationWords(takes.min), most: durationWords(takes.max) });
    case 'share':
      return say('charter.takes-share', { least: takes.least, most: takes.most });
    default:
      return takes satisfies never;
  }
}

/** Another value than the one it has, for an example. */
export function exampleValue({ takes }: Rule, now: RuleValue): string {
  switch (takes.kind) {
    case 'choice':
      return takes.values.find((value) => value !== now) ?? '';
    case 'integer':
      return String(now === takes.max ? takes.min : Number(now) + 1);
    case 'duration':
      return now === 5 * day ? '3d' : '5d';
    case 'share':
      return now === '2/3' ? '3/4' : '2/3';
    default:
      return takes satisfies never;
  }
}

const day = 86_400_000;
