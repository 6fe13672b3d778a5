import { z } from 'zod';
import { threadOf } from './address.ts';
import type { Repository } from './repositories.ts';
import { spokenAs } from './spoken.ts';
import type { Found, Spoken } from './spoken.ts';

/** What changed in discussions since then, with their newest comments and replies. Source: GitHub GraphQL API, Discussion. */
export async function readDiscussions(repository: Repository, since: Date): Promise<Found> {
  const [owner = '', repo = ''] = repository.name.split('/');
  const found: Spoken[] = [];
  for (let after: string | null = null, page = 0; page < mostPages; page += 1) {
    const answer: z.infer<typeof Answer> = await repository.api.graphql(query, { owner, repo, after }, Answer);
    const list = answer.repository?.discussions;
    if (list === undefined) break;
    const recent = list.nodes.filter(({ updatedAt }) => updatedAt >= since);
    found.push(...recent.flatMap((discussion) => textsIn(discussion, repository)));
    if (recent.length < list.nodes.length || !list.pageInfo.hasNextPage) break;
    after = list.pageInfo.endCursor;
  }
  return { found: found.filter(({ changedAt }) => changedAt >= since), done: () => {} };
}

const mostPages = 20;

function textsIn({ number, comments, ...discussion }: Discussion, repository: Repository): Spoken[] {
  const thread = threadOf('discussion', number);
  const said = comments.nodes.flatMap(({ replies, ...comment }) => [comment, ...(replies?.nodes ?? [])]);
  const spoken = (text: Text, part: 'body' | 'discussion-comment'): Spoken[] => {
    const { author, editor, databaseId, lastEditedAt } = text;
    if (!author?.databaseId || databaseId === null) return [];
    const user = { id: author.databaseId, login: author.login, type: author.kind };
    const wordsOf = editor && editor.login !== author.login ? 'other' : 'author';
    const read = { id: databaseId, node_id: text.id, body: text.body, author_association: text.authorAssociation };
    const moments = { created_at: text.createdAt, updated_at: lastEditedAt ?? text.createdAt };
    const place = { id: Number(repository.id), full_name: repository.name, has_discussions: true };
    return [spokenAs({ ...read, ...moments }, { repository: place, thread, part, author: user, wordsOf })];
  };
  return [...spoken(discussion, 'body'), ...said.flatMap((comment) => spoken(comment, 'discussion-comment'))];
}

const parts = `id databaseId body createdAt lastEditedAt authorAssociation editor { login }
  author { kind: __typename login ... on User { databaseId } ... on Bot { databaseId } }`;
const query = `query($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    discussions(first: 25, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number updatedAt ${parts} comments(last: 50) { nodes { ${parts} replies(last: 20) { nodes { ${parts} } } } } }
    }
  }
}`;

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Text = z.object({
  id: z.string(),
  databaseId: z.int().nullable(),
  body: z.string(),
  createdAt: Moment,
  lastEditedAt: Moment.nullish(),
  authorAssociation: z.string(),
  editor: z.object({ login: z.string() }).nullish(),
  author: z.object({ kind: z.string(), login: z.string(), databaseId: z.int().nullish() }).nullish(),
});
type Text = z.infer<typeof Text>;
const Discussion = Text.extend({
  number: z.int(),
  updatedAt: Moment,
  comments: z.object({ nodes: z.array(Text.extend({ replies: z.object({ nodes: z.array(Text) }).nullish() })) }),
});
type Discussion = z.infer<typeof Discussion>;
const Answer = z.object({
  repository: z
    .object({
      discussions: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(Discussion),
      }),
    })
    .nullish(),
});
