import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadPeer } from '../load.ts';
import type { GithubResponse, Members } from './messages.ts';

/** What the peer lacks altogether: of GraphQL the questions that it can answer with what it knows. */
export type Graphql = {
  /** What of a question GitHub would not take. */
  readonly check: (asked: unknown) => readonly string[];
  /** Who wrote a text and who edited it last; the reviews of a pull request. Null for other questions. */
  readonly answer: (asked: unknown) => Promise<GithubResponse | null>;
};

type GraphqlParts = {
  /** Asks the peer as the owner of everything. */
  readonly ask: (path: string) => Promise<unknown>;
  /** Author, editor and moment of the last edit of a text, by its global id. */
  readonly textOf: (id: string) => Members | undefined;
};

/** GitHub's official schema (schema.graphql) says which questions there are. */
export async function createGraphql({ ask, textOf }: GraphqlParts): Promise<Graphql> {
  const { buildSchema, parse, validate } = await loadPeer('graphql', Library);
  const schema = buildSchema(await readFile(join(import.meta.dirname, 'schema.graphql'), 'utf8'));

  function check(asked: unknown): readonly string[] {
    const { query } = Asked.parse(asked);
    try {
      return validate(schema, parse(query)).map(({ message }) => `GraphQL: ${message}`);
    } catch (error) {
      return [`GraphQL: ${error instanceof Error ? error.message : String(error)}`];
    }
  }

  async function answer(asked: unknown): Promise<GithubResponse | null> {
    const { query, variables } = Asked.parse(asked);
    if (/node\(id: \$id\)[^]*lastEditedAt[^]*author[^]*editor/.test(query)) {
      const text = textOf(variables.id ?? '');
      return { status: 200, body: { data: { node: text === undefined ? null : { lastEditedAt: null, editor: null, ...text } } } };
    }
    const { owner, repo, number } = variables;
    if (number === undefined || !/pullRequest\(number: \$number\)[^]*reviews\(/.test(query)) return null;
    const reviews = z.array(Review).parse(await ask(`/repos/${owner}/${repo}/pulls/${number}/reviews?per_page=100`));
    return { status: 200, body: { data: { repository: { pullRequest: { reviews: { nodes: reviews.map(nodeOf) } } } } } };
  }

  return { check, answer };
}

function nodeOf({ id, node_id: node, user, body, submitted_at: submittedAt, created_at: createdAt, ...review }: z.infer<typeof Review>) {
  const author = user === null ? null : { ...graphqlActor(user), kind: user.type, databaseId: user.id };
  const words = { id: node, databaseId: id, body: body ?? '', createdAt, submittedAt, lastEditedAt: null, editor: null };
  return { ...words, authorAssociation: review.author_association, author };
}

/** GraphQL leaves "[bot]" away. */
export function graphqlActor({ login }: { login: string }): { login: string } {
  return { login: login.replace('[bot]', '') };
}

const Asked = z.object({
  query: z.string(),
  variables: z
    .object({ id: z.string().optional(), owner: z.string().optional(), repo: z.string().optional(), number: z.int().optional() })
    .loose()
    .default({}),
});
const Review = z.object({
  id: z.int(),
  node_id: z.string(),
  user: z.object({ id: z.int(), login: z.string(), type: z.string() }).nullable(),
  body: z.string().nullable(),
  submitted_at: z.string().nullish(),
  created_at: z.string(),
  author_association: z.string(),
});
const Library = z.object({
  buildSchema: z.custom<(text: string) => unknown>((value) => typeof value === 'function'),
  parse: z.custom<(text: string) => unknown>((value) => typeof value === 'function'),
  validate: z.custom<(schema: unknown, document: unknown) => readonly { readonly message: string }[]>(
    (value) => typeof value === 'function',
  ),
});
