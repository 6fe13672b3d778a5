import { createHash } from 'node:crypto';

/**
 * A hidden mark at the end of a text of ours, by which it is found again: "<!-- coop:answer ... -->". Nothing that people wrote can make
 * one in our texts (see `escape`, `exact`), and in theirs it is not believed.
 */
export type Mark = { readonly kind: 'answer' | 'line' | 'post' | 'board'; readonly key: string };

export function writeMark({ kind, key }: Mark): string {
  return `<!-- coop:${kind} ${hashOf(key)} -->`;
}

export function hasMark(body: string, mark: Mark): boolean {
  return body.includes(writeMark(mark));
}

/** Whether a text carries any mark of ours. With its author being us, it is ours. */
export function isMarked(body: string): boolean {
  return /<!-- coop:(?:answer|line|post|board) [\w-]{22} -->/.test(body);
}

/** Keys name people's places and texts, so they are not shown. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
