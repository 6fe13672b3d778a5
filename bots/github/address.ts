import { z } from 'zod';

/** How to answer one line that somebody wrote. Waits sealed in the outbox, so it is read as carefully as any input. */
export const Address = z.object({
  /** Its number, which no renaming changes. */
  repository: z.string(),
  thread: z.string(),
  /** The text in which the line stands: all answers to one text are one comment. */
  source: z.string(),
  /** The line, by its meaning: answered already, it is not answered again. */
  line: z.string(),
  /** Who wrote it and what, to be told apart from others. */
  login: z.string(),
  said: z.string(),
  /** When the text was written: no answer to it is older. ISO 8601. */
  since: z.string(),
  /** "yes" for the first line of a text that was never answered: nothing needs to be looked for. */
  first: z.enum(['yes', 'no']),
});
export type Address = z.infer<typeof Address>;

/** Where people talk in a repository. */
export type ThreadKind = 'issue' | 'pull' | 'discussion';

/** "issue/12", "pull/12", "discussion/3" */
export function threadOf(kind: ThreadKind, number: number): string {
  return `${kind}/${number}`;
}

/** Null for what names no thread. */
export function readThread(thread: string): { readonly kind: ThreadKind; readonly number: number } | null {
  const [, kind, number] = /^(issue|pull|discussion)\/(\d{1,10})$/.exec(thread) ?? [];
  if (kind !== 'issue' && kind !== 'pull' && kind !== 'discussion') return null;
  return { kind, number: Number(number) };
}

/** "issue/12/comment/345" -> "issue/12" */
export function threadIn(post: string): string {
  return post.split('/').slice(0, 2).join('/');
}
