import type { Field } from './field.ts';
import type { ReadValue } from './read-field.ts';
import type { Reading } from './reading.ts';

/**
 * Words that still mean the same when they are read again later: while other questions are asked, "tomorrow 6pm" must
 * not become another day. `value` is what they meant when they were said.
 */
export function settleWords(field: Field, said: { readonly words: string; readonly value: ReadValue }, { now }: Reading): string {
  const { words, value } = said;
  if (field.kind === 'moment' && value instanceof Date) return inUtc(value);
  if (field.kind === 'duration' && typeof value === 'number' && /^\s*(?:until|till?)\s/iu.test(words)) {
    return `until ${inUtc(new Date(now.getTime() + value))}`;
  }
  return words;
}

/** "2026-11-25 17:00:00 UTC", as read-moment reads it. */
const inUtc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
