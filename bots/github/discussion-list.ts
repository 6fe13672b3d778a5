import { z } from 'zod';
import { threadOf } from './address.ts';
import { GraphqlMoment, GraphqlText, spokenOf, textMembers } from './graphql-text.ts';
import type { Repository } from './repositories.ts';
import type { Found, Part, Spoken } from './spoken.ts';

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
  const spoken = (text: GraphqlText, part: Part) => spokenOf(text, { repository, thread, part, saidAt: text.createdAt }) ?? [];
  return [spoken(discussion, 'body'), ...said.map((comment) => spoken(comment, 'discussion-comment'))].flat();
}

const query = `query($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    discussions(first: 25, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { number updatedAt ${textMembers} comments(last: 50) { nodes { ${textMembers} replies(last: 20) { nodes { ${textMembers} } } } } }
    }
  }
}`;

const Discussion = GraphqlText.extend({
  number: z.int(),
  updatedAt: GraphqlMoment,
  comments: z.object({ nodes: z.array(GraphqlText.extend({ replies: z.object({ nodes: z.array(GraphqlText) }).nullish() })) }),
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
