import { z } from 'zod';
import type { OwnComment, Self } from './own-comment.ts';
import { GithubFailure } from './github-errors.ts';
import { isMarked } from './marks.ts';
import type { Repository } from './repositories.ts';

/** Comments of discussions, which the REST API does not have. Source: GitHub GraphQL API, "Using the GraphQL API for Discussions". */
export type Discussions = {
  /** Ours among the newest hundred, oldest first. */
  readonly own: (repository: Repository, number: number) => Promise<readonly OwnComment[]>;
  readonly create: (repository: Repository, number: number, body: string) => Promise<string>;
  readonly update: (repository: Repository, id: string, body: string) => Promise<void>;
};

export function createDiscussions(self: () => Promise<Self>): Discussions {
  async function find({ name, api }: Repository, number: number) {
    const [owner = '', repo = ''] = name.split('/');
    const { repository } = await api.graphql(findQuery, { owner, repo, number }, Found);
    return repository?.discussion ?? null;
  }

  return {
    own: async (repository, number) => {
      const discussion = await find(repository, number);
      const { login } = await self();
      return (discussion?.comments.nodes ?? [])
        .filter(({ author, body }) => isSame(author?.login, login) && isMarked(body))
        .map(({ id, body }) => ({ id: `discussion-comment/${id}`, body }));
    },
    create: async (repository, number, body) => {
      const discussion = await find(repository, number);
      if (discussion === null) throw new GithubFailure({ status: 404, wait: null, request: 'a discussion' });
      const { addDiscussionComment: added } = await repository.api.graphql(addMutation, { discussion: discussion.id, body }, Added);
      return `discussion-comment/${added.comment.id}`;
    },
    update: async ({ api }, id, body) => void (await api.graphql(updateMutation, { id, body }, Updated)),
  };
}

/** GraphQL leaves "[bot]" away, which REST writes behind the name of an app. */
function isSame(shown: string | undefined, login: string): boolean {
  return shown === login || `${shown ?? ''}[bot]` === login;
}

const findQuery = `query($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    discussion(number: $number) { id comments(last: 100) { nodes { id body author { login } } } }
  }
}`;
const addMutation = `mutation($discussion: ID!, $body: String!) {
  addDiscussionComment(input: { discussionId: $discussion, body: $body }) { comment { id } }
}`;
const updateMutation = `mutation($id: ID!, $body: String!) {
  updateDiscussionComment(input: { commentId: $id, body: $body }) { comment { id } }
}`;

const Comment = z.object({ id: z.string(), body: z.string(), author: z.object({ login: z.string() }).nullish() });
const Found = z.object({
  repository: z.object({ discussion: z.object({ id: z.string(), comments: z.object({ nodes: z.array(Comment) }) }).nullish() }).nullish(),
});
const Added = z.object({ addDiscussionComment: z.object({ comment: z.object({ id: z.string() }) }) });
const Updated = z.object({ updateDiscussionComment: z.object({ comment: z.object({ id: z.string() }) }) });
