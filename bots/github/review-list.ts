import { z } from 'zod';
import { threadOf } from './address.ts';
import { GraphqlMoment, GraphqlText, spokenOf, textMembers } from './graphql-text.ts';
import type { Repository } from './repositories.ts';
import type { Spoken } from './spoken.ts';

/** The words of the newest reviews of a pull request. Source: GitHub GraphQL API, PullRequestReview. */
export async function readReviews(repository: Repository, number: number): Promise<readonly Spoken[]> {
  const [owner = '', repo = ''] = repository.name.split('/');
  const answer = await repository.api.graphql(query, { owner, repo, number }, Answer);
  const reviews = answer.repository?.pullRequest?.reviews.nodes ?? [];
  return reviews.flatMap(({ submittedAt, ...review }) =>
    // Nobody but its author sees one that is not submitted yet.
    submittedAt ? (spokenOf(review, { repository, thread: threadOf('pull', number), part: 'review', saidAt: submittedAt }) ?? []) : [],
  );
}

const query = `query($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { reviews(last: 50) { nodes { submittedAt ${textMembers} } } }
  }
}`;

const Review = GraphqlText.extend({ submittedAt: GraphqlMoment.nullish() });
const Answer = z.object({
  repository: z.object({ pullRequest: z.object({ reviews: z.object({ nodes: z.array(Review) }) }).nullish() }).nullish(),
});
