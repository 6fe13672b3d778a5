import { z } from 'zod';
import { isRefusal } from './github-errors.ts';
import type { Repository } from './repositories.ts';
import type { Spoken } from './spoken.ts';

/** Source: GitHub GraphQL API, interface Comment. */
const query = `query($id: ID!) {
  node(id: $id) { ... on Comment { lastEditedAt author { login } editor { login } } }
}`;

const Answer = z.object({
  node: z
    .object({
      lastEditedAt: z.iso.datetime({ offset: true }).nullish(),
      author: z.object({ login: z.string() }).nullish(),
      editor: z.object({ login: z.string() }).nullish(),
    })
    .nullish(),
});

/** `editedAt`: null for a text that stands as it was written. */
export type Authorship = { readonly wordsOf: 'author' | 'other'; readonly editedAt: Date | null };

/**
 * Whose words a text is that was read back and may have been changed since, and when: whoever may write in a repository may change what
 * others said, and must not vote for them by it. Null when GitHub does not tell; then nothing is done with it.
 * Rejects when GitHub may tell later.
 */
export async function authorshipOf({ node }: Spoken, { api }: Repository): Promise<Authorship | null> {
  try {
    const { node: text } = await api.graphql(query, { id: node }, Answer);
    if (!text?.author) return null;
    if (!text.lastEditedAt) return { wordsOf: 'author', editedAt: null };
    return { wordsOf: text.editor?.login === text.author.login ? 'author' : 'other', editedAt: new Date(text.lastEditedAt) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return null;
  }
}
