import { say } from '../../core/text/text.ts';
import type { Sentence, Value } from '../../core/text/text.ts';

/** "a", "a or b", "a, b or c". At least one. */
export function oneOf(names: readonly Value[]): Value {
  const [first = '', second, ...more] = names;
  if (second === undefined) return first;
  return more.length === 0
    ? (say('conversation.or', { first, second }) satisfies Sentence)
    : say('conversation.comma', { first, rest: oneOf([second, ...more]) });
}
