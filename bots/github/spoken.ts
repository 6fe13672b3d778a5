import { threadOf } from './address.ts';
import type { ThreadKind } from './address.ts';
import { deliveries } from './envelope.ts';
import type { CommentRead, DeliveryName, IssueRead, RepositoryRead, User } from './envelope.ts';
import type { Delivered } from './door.ts';

/** A text that somebody wrote in a repository, as it stands now. */
export type Spoken = {
  readonly repository: RepositoryRead;
  /** "issue/12" */
  readonly thread: string;
  /** What names this text among all of GitHub's: the same whether it was delivered or read back. */
  readonly source: string;
  /** GitHub's global id of it, for what only GraphQL tells. */
  readonly node: string;
  readonly author: User;
  readonly association: string;
  readonly body: string;
  /** What stood there before this edit; null where that is not told. */
  readonly before: string | null;
  readonly writtenAt: Date;
  readonly changedAt: Date;
  /** Whose words these are: whoever may write in a repository may change what others said. "unknown" until it is asked. */
  readonly wordsOf: 'author' | 'other' | 'unknown';
  /** Of an issue that is this text; null for others. */
  readonly title: string | null;
  /** The labels of an issue that is this text. */
  readonly labels: readonly string[];
};

/** What was read back, and what to call once all of it is taken in. */
export type Found = { readonly found: readonly Spoken[]; readonly done: () => void };

const hearable: ReadonlySet<string> = new Set(['created', 'opened', 'submitted', 'edited']);

/** What a webhook says that somebody wrote; null for everything else. */
export function spokenIn(delivered: Delivered): { readonly spoken: Spoken; readonly installation: number | null } | null {
  const found = textOf(delivered);
  if (found === null || !hearable.has(found.action) || !found.text.user) return null;
  const { action, repository, sender, installation, text, thread, part, before } = found;
  const wordsOf = action !== 'edited' || sender.id === found.text.user.id ? 'author' : 'other';
  const spoken = spokenAs(text, { repository, thread, part, author: found.text.user, wordsOf, before });
  return { spoken, installation: installation?.id ?? null };
}

/** The text that a webhook is about, and what somebody did with it; null where it is about none. */
export function textOf({ name, payload }: Delivered) {
  if (!isKnown(name)) return null;
  const parsed = deliveries[name].safeParse(payload);
  if (!parsed.success) return null;
  const { action, repository, sender, installation, changes, ...rest } = parsed.data;
  const found = textIn(rest);
  if (found === null) return null;
  const { text, kind, number, part } = found;
  return {
    action,
    repository,
    sender,
    installation,
    text,
    before: changes?.body?.from ?? null,
    thread: threadOf(kind, number),
    part,
  } as const;
}

type Rest = {
  readonly issue?: IssueRead;
  readonly comment?: CommentRead;
  readonly review?: Text;
  readonly pull_request?: { number: number };
  readonly discussion?: { number: number };
};
type Text = Omit<CommentRead, 'html_url' | 'issue_url' | 'pull_request_url'> & {
  readonly title?: string;
  readonly labels?: readonly { name: string }[];
};

function textIn({ issue, comment, review, pull_request: pull, discussion }: Rest) {
  const kind: ThreadKind =
    discussion !== undefined ? 'discussion' : pull !== undefined || issue?.pull_request !== undefined ? 'pull' : 'issue';
  const thread = discussion ?? pull ?? issue;
  const text = review ?? comment ?? thread;
  if (thread === undefined || text === undefined || !isText(text)) return null;
  return { text, kind, number: thread.number, part: review === undefined ? partIn({ comment, pull, discussion }) : 'review' } as const;
}

function partIn({ comment, pull, discussion }: { comment: unknown; pull: unknown; discussion: unknown }): Part {
  if (comment === undefined) return 'body';
  if (discussion !== undefined) return 'discussion-comment';
  return pull === undefined ? 'comment' : 'review-comment';
}

export type Part = 'body' | 'comment' | 'review' | 'review-comment' | 'discussion-comment';

type Standing = {
  readonly repository: RepositoryRead;
  readonly thread: string;
  readonly part: Part;
  readonly author: User;
  readonly wordsOf: Spoken['wordsOf'];
  readonly before?: string | null;
};

/** The same for what is read back. */
export function spokenAs(text: Text, { repository, thread, part, author, wordsOf, before = null }: Standing): Spoken {
  return {
    repository,
    thread,
    source: part === 'body' ? `${repository.id}/${thread}` : `${part}/${text.id}`,
    node: text.node_id,
    author,
    association: text.author_association,
    body: text.body ?? '',
    before,
    writtenAt: text.created_at,
    changedAt: text.updated_at,
    wordsOf,
    title: text.title ?? null,
    labels: text.labels?.map((label) => label.name) ?? [],
  };
}

function isText(value: object): value is Text {
  return 'created_at' in value;
}

function isKnown(name: string): name is DeliveryName {
  return Object.hasOwn(deliveries, name);
}
