import { z } from 'zod';
import type { Repository } from './repositories.ts';
import { spokenAs } from './spoken.ts';
import type { Part, Spoken } from './spoken.ts';

/** What is asked of a text in GraphQL, which tells who edited it. Source: GitHub GraphQL API, interface Comment. */
export const textMembers = `id databaseId body createdAt lastEditedAt authorAssociation editor { login }
  author { kind: __typename login ... on User { databaseId } ... on Bot { databaseId } }`;

export const GraphqlMoment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const GraphqlText = z.object({
  id: z.string(),
  databaseId: z.int().nullable(),
  body: z.string(),
  createdAt: GraphqlMoment,
  lastEditedAt: GraphqlMoment.nullish(),
  authorAssociation: z.string(),
  editor: z.object({ login: z.string() }).nullish(),
  author: z.object({ kind: z.string(), login: z.string(), databaseId: z.int().nullish() }).nullish(),
});
export type GraphqlText = z.infer<typeof GraphqlText>;

/** Null for what an account wrote that was deleted. `saidAt`: when everybody could read it. */
export function spokenOf(
  { author, editor, databaseId, lastEditedAt, ...text }: GraphqlText,
  { repository, thread, part, saidAt }: { repository: Repository; thread: string; part: Part; saidAt: Date },
): Spoken | null {
  if (!author?.databaseId || databaseId === null) return null;
  return spokenAs(
    {
      id: databaseId,
      node_id: text.id,
      body: text.body,
      author_association: text.authorAssociation,
      created_at: saidAt,
      updated_at: lastEditedAt && lastEditedAt > saidAt ? lastEditedAt : saidAt,
    },
    {
      repository: { id: Number(repository.id), full_name: repository.name, has_discussions: repository.hasDiscussions },
      thread,
      part,
      author: { id: author.databaseId, login: author.login, type: author.kind },
      wordsOf: editor && editor.login !== author.login ? 'other' : 'author',
    },
  );
}
