import { expect } from 'vitest';
import type { Message } from '../../../core/text/text.ts';

/** What no text may hold when it leaves: controls but line ends, halves of characters, what turns or hides writing. */
const harmful = /(?!\n)\p{Cc}|\p{Cs}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/u;

/** No text of it turns, hides or breaks writing, and it links nowhere. */
export function expectHarmless(said: { readonly message: Message } | undefined | null): void {
  expect(said).toBeTruthy();
  expect(stringsOf(said?.message).filter((text) => harmful.test(text))).toEqual([]);
  expect(JSON.stringify(said?.message)).not.toContain('"kind":"link"');
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
