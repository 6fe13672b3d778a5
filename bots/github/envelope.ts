import { z } from 'zod';

/** What we read of GitHub's payloads and lists (REST API, "issues", "issue comments"; webhook events of the same). */
export const User = z.object({ id: z.int(), login: z.string(), type: z.string().default('User') });
export type User = z.infer<typeof User>;

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** What a text has wherever it stands. An account that was deleted wrote as nobody. */
const Written = z.object({
  id: z.int(),
  node_id: z.string().default(''),
  body: z.string().nullish(),
  user: User.nullish(),
  created_at: Moment,
  updated_at: Moment,
  author_association: z.string().default('NONE'),
});

/** An issue, and in lists of issues also a pull request. */
export const IssueRead = Written.extend({
  number: z.int(),
  title: z.string().default(''),
  state: z.string().default('open'),
  pull_request: z.unknown().optional(),
  labels: z.array(z.object({ name: z.string() })).default([]),
});
export type IssueRead = z.infer<typeof IssueRead>;

/** A comment on an issue or pull request: its addresses tell of which. */
export const CommentRead = Written.extend({
  html_url: z.string().default(''),
  issue_url: z.string().default(''),
  pull_request_url: z.string().default(''),
});
export type CommentRead = z.infer<typeof CommentRead>;

export const RepositoryRead = z.object({ id: z.int(), full_name: z.string(), has_discussions: z.boolean().default(false) });
export type RepositoryRead = z.infer<typeof RepositoryRead>;

/** The words of a review: said when it was submitted, whenever it was begun. */
const ReviewRead = z
  .object({
    id: z.int(),
    node_id: z.string().default(''),
    body: z.string().nullish(),
    user: User.nullish(),
    submitted_at: Moment,
    updated_at: Moment.nullish(),
    author_association: z.string().default('NONE'),
  })
  .transform(({ submitted_at: submitted, updated_at: updated, ...review }) => ({
    ...review,
    created_at: submitted,
    updated_at: updated && updated > submitted ? updated : submitted,
  }));

const Delivered = z.object({
  action: z.string(),
  repository: RepositoryRead,
  sender: User,
  installation: z.object({ id: z.int() }).nullish(),
  /** Of an edit: what stood there before it. */
  changes: z
    .object({ body: z.object({ from: z.string() }).nullish() })
    .nullish()
    .catch(null),
});

const Discussion = Written.extend({ number: z.int() });
const Pull = Written.extend({ number: z.int() });

/** By the name in the header "x-github-event". Other events are acknowledged and left alone. */
export const deliveries = {
  issues: Delivered.extend({ issue: IssueRead }),
  issue_comment: Delivered.extend({ issue: IssueRead, comment: CommentRead }),
  pull_request: Delivered.extend({ pull_request: Pull }),
  pull_request_review_comment: Delivered.extend({ pull_request: z.object({ number: z.int() }), comment: CommentRead }),
  pull_request_review: Delivered.extend({ pull_request: z.object({ number: z.int() }), review: ReviewRead }),
  discussion: Delivered.extend({ discussion: Discussion }),
  discussion_comment: Delivered.extend({ discussion: z.object({ number: z.int() }), comment: CommentRead }),
} as const;

export type DeliveryName = keyof typeof deliveries;
