import { createHash } from 'node:crypto';
import type { Clock } from '../../core/ports/clock.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Sent } from '../../core/ports/sender.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Message, Status } from '../../core/text/text.ts';
import { shorten } from '../conversation/shown-text.ts';
import { threadIn } from './address.ts';
import type { Comments } from './comments.ts';
import type { Encode } from './encode.ts';
import { plain } from './escape.ts';
import { createTurns } from './in-turn.ts';
import { createOwnIssues } from './own-issues.ts';
import { isGone } from './github-errors.ts';
import { hasMark, writeMark } from './marks.ts';
import type { Self } from './own-comment.ts';
import type { Repositories, Repository } from './repositories.ts';

export type Post = {
  readonly message: Message;
  readonly reader: Reader;
  /** The meaning of the message: the same twice shows once. */
  readonly key: string;
  readonly attempts: number;
};

/** Where something of ours stands, for whoever shows its state natively. */
export type Shown = {
  readonly repository: Repository;
  readonly thread: string;
  readonly status: Status;
  /** What is told of it, as Markdown. */
  readonly text: string;
};

/**
 * New messages and changed ones. What has a state (a vote) is an issue of its own, or stands in the thread where it began; what has
 * none stands below the issue "News". Ids are "issue/12", and "issue/12/comment/345" for a comment. They reject with a GithubFailure.
 */
export type Posts = {
  readonly post: (place: string, thread: string | undefined, post: Post) => Promise<Sent>;
  readonly edit: (standing: { place: string; externalId: string }, post: Post) => Promise<Sent>;
};

export type PostParts = {
  readonly repositories: Repositories;
  readonly comments: Comments;
  readonly encode: Encode;
  readonly translator: Translator;
  readonly memory: PlatformMemory;
  readonly clock: Clock;
  readonly self: () => Promise<Self>;
  /** Called once what has a state stands there, and again whenever it changed. */
  readonly shown?: (shown: Shown) => Promise<void>;
};

const english: Reader = { language: 'en', timeZone: 'UTC' };
const longestTitle = 200;
/** How long before now a message of ours may have been written that nobody marked as sent, in milliseconds. */
const lookBack = 7 * 24 * 60 * 60_000;

export function createPosts({ repositories, comments, encode, translator, memory, clock, self, shown }: PostParts): Posts {
  const issues = createOwnIssues(self);
  const inTurn = createTurns();

  async function post(place: string, thread: string | undefined, wanted: Post): Promise<Sent> {
    const repository = await repositories.find(place);
    if (repository === null) return noEntry;
    const { status } = wanted.message;
    const known = status === undefined ? null : await memory.read(thingName(place, status));
    const id = (await ownIssue(repository, wanted, thread)) ?? (await write(repository, wanted, thread ?? known));
    if (status !== undefined) {
      const stands = threadIn(id);
      if (known !== stands) await memory.write({ [thingName(place, status)]: stands });
      await shown?.({ repository, thread: stands, status, text: encode(wanted.message, wanted.reader) });
    }
    return { kind: 'sent', externalId: id };
  }

  /** The issue that we opened for it when we were stopped before that was noted. */
  async function ownIssue(repository: Repository, { message, key, attempts }: Post, thread: string | undefined): Promise<string | null> {
    if (attempts === 0 || thread !== undefined || message.status === undefined) return null;
    const number = await issues.find(repository, { kind: 'post', key });
    return number === null ? null : `issue/${number}`;
  }

  async function write(repository: Repository, wanted: Post, thread: string | null): Promise<string> {
    const { status } = wanted.message;
    if (thread === null && status !== undefined) {
      return `issue/${await issues.create(repository, { title: titleOf(status), body: bodyOf(wanted) })}`;
    }
    return comment({ repository, thread: thread ?? (await board(repository)) }, wanted);
  }

  async function comment(at: { repository: Repository; thread: string }, wanted: Post): Promise<string> {
    if (wanted.attempts > 0) {
      const own = await comments.own(at, new Date(clock.now().getTime() - lookBack));
      const standing = own.find(({ body }) => hasMark(body, { kind: 'post', key: wanted.key }));
      if (standing !== undefined) return `${at.thread}/${standing.id}`;
    }
    return `${at.thread}/${await comments.create(at, bodyOf(wanted))}`;
  }

  /** The one issue for what is announced and has no state. One that was closed or deleted is not taken again. */
  function board(repository: Repository): Promise<string> {
    return inTurn(repository.id, async () => {
      const name = `board:${repository.id}`;
      const known = await memory.read(name);
      if (known !== null && (await issues.isOpen(repository, Number(known)))) return `issue/${known}`;
      const mark = { kind: 'board', key: repository.id } as const;
      const title = translator.words(say('github.board-title'), english);
      const body = `${encode({ text: [{ kind: 'paragraph', inlines: [say('github.board')] }] }, english)}\n\n${writeMark(mark)}`;
      const number = (await issues.find(repository, mark)) ?? (await issues.create(repository, { title, body }));
      await memory.write({ [name]: String(number) });
      return `issue/${number}`;
    });
  }

  /** What somebody deleted is posted again: what it says now must be seen. */
  async function edit({ place, externalId }: { place: string; externalId: string }, wanted: Post): Promise<Sent> {
    const repository = await repositories.find(place);
    if (repository === null) return noEntry;
    const thread = threadIn(externalId);
    const { status } = wanted.message;
    const commentId = externalId.slice(thread.length + 1);
    const stands =
      commentId === ''
        ? await issues.update(repository, Number(thread.split('/')[1]), { body: bodyOf(wanted), ...closing(status) })
        : await comments.update(repository, { id: commentId, body: bodyOf(wanted) });
    if (!stands) return postAgain({ place, thread: commentId === '' ? null : thread }, wanted);
    if (status !== undefined) await shown?.({ repository, thread, status, text: encode(wanted.message, wanted.reader) });
    return { kind: 'sent', externalId };
  }

  async function postAgain({ place, thread }: { place: string; thread: string | null }, wanted: Post): Promise<Sent> {
    const again = { ...wanted, attempts: wanted.attempts + 1 };
    const { status } = wanted.message;
    try {
      if (thread !== null) return await post(place, thread, again);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    // The thread went with it.
    if (status !== undefined) await memory.write({ [thingName(place, status)]: null });
    return post(place, undefined, again);
  }

  function bodyOf({ message, reader, key }: Post): string {
    return `${encode(message, reader)}\n\n${writeMark({ kind: 'post', key })}`;
  }

  function titleOf({ thing, number, title }: Status): string {
    const words = translator.words(say('github.title', { thing, number: `#${number}`, title: shorten(title, longestTitle) }), english);
    return shorten(plain(words), longestTitle + 50);
  }

  return { post, edit };
}

const noEntry: Sent = { kind: 'impossible', reason: 'GitHub does not let us into this repository any more' };

/** With its title: a repository that moves to another network has other things of the same numbers. */
function thingName(place: string, { thing, number, title }: Status): string {
  return `thing:${place}:${thing}:${number}:${createHash('sha256').update(title).digest('base64url').slice(0, 8)}`;
}

/** An issue of ours is closed when its thing is over. */
function closing(status: Status | undefined): { readonly state?: 'open' | 'closed'; readonly state_reason?: 'completed' | 'not_planned' } {
  if (status === undefined) return {};
  switch (status.state) {
    case 'open':
    case 'counting':
      return {};
    case 'passed':
    case 'rejected':
    case 'decided':
    case 'undecided':
      return { state: 'closed', state_reason: 'completed' };
    case 'cancelled':
      return { state: 'closed', state_reason: 'not_planned' };
    default:
      return status.state satisfies never;
  }
}
