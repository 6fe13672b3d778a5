import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import { threadOf } from './address.ts';
import { readDiscussions } from './discussion-list.ts';
import { CommentRead, IssueRead } from './envelope.ts';
import { GithubFailure, isRefusal } from './github-errors.ts';
import { readReviews } from './review-list.ts';
import type { Redeliver } from './redeliver.ts';
import type { Repositories, Repository } from './repositories.ts';
import { spokenAs } from './spoken.ts';
import type { Found, Spoken } from './spoken.ts';
import { Swept } from './swept.ts';

/** Milliseconds: how far back is looked at most, how far where nothing was read before, and how far sweeps overlap. */
const furthest = 7 * 24 * 60 * 60_000;
const firstLookBack = 15 * 60_000;
const overlap = 60_000;
/** 10,000 texts of one kind in one repository. */
const mostPages = 100;
const longestWait = 60_000;
const mostTries = 3;
const firstPause = 200;
/** How many repositories are read at once. */
const width = 4;

type ReconcileParts = {
  readonly repositories: Repositories;
  readonly clock: Clock;
  readonly log: Logger;
  readonly memory: PlatformMemory;
  /** Takes a text in; what is known of it changes nothing. How many lines of it were new. */
  readonly take: (spoken: Spoken, repository: Repository) => Promise<number>;
  /** Null with a token. */
  readonly redeliver: Redeliver | null;
};

/**
 * Reads back what never arrived; how many lines that were is returned. Lists are read from what changed last to where the
 * sweep before began; texts that change meanwhile are found again by the next one. A list that did not change costs nothing (ETag). How
 * far each repository was read is remembered over restarts. One sweep at a time.
 */
export function createReconcile({ repositories, clock, log, memory, take, redeliver }: ReconcileParts): { sweep: () => Promise<number> } {
  const tags = new Map<string, string>();

  async function sweepAll(): Promise<number> {
    const started = clock.now();
    const swept = Swept.parse(JSON.parse((await memory.read('swept')) ?? '{}'));
    await askAgain(sinceFor(Math.max(...Object.values(swept), 0), started));
    const waiting = [...(await patiently(repositories.list))];
    let repaired = 0;
    const worker = async (): Promise<void> => {
      for (let repository = waiting.shift(); repository !== undefined; repository = waiting.shift()) {
        repaired += await readBack(repository, sinceFor(swept[repository.id] ?? 0, started));
        swept[repository.id] = started.getTime();
      }
    };
    await Promise.all(Array.from({ length: width }, worker));
    await memory.write({ swept: JSON.stringify(swept) });
    return repaired;
  }

  /** An app whose webhook is off has no deliveries: then everything is read back all the same. */
  async function askAgain(since: Date): Promise<void> {
    if (redeliver === null) return;
    try {
      const asked = await patiently(() => redeliver(since));
      if (asked > 0) log.info({ deliveries: asked }, 'deliveries that failed are made again');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.info({ err: error }, 'GitHub does not list deliveries that failed');
    }
  }

  /** One that is gone or closed to us holds up none of the others. */
  async function readBack(repository: Repository, since: Date): Promise<number> {
    let repaired = 0;
    const texts = [comments, issues, reviewComments, ...(repository.hasDiscussions ? [readDiscussions] : [])];
    for (const list of texts) {
      try {
        const { found, done } = await list(repository, since);
        for (const spoken of found.toSorted((one, other) => one.changedAt.getTime() - other.changedAt.getTime())) {
          repaired += await take(spoken, repository);
        }
        done();
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.info({ repository: repository.id, err: error }, 'a list of a GitHub repository cannot be read back');
      }
    }
    return repaired;
  }

  async function comments(repository: Repository, since: Date): Promise<Found> {
    const read = await newest(repository, { path: 'issues/comments', item: CommentRead, since });
    return asSpoken(read, (comment) => {
      const [, kind = '', number = ''] = /\/(issues|pull)\/(\d+)(?:#|$)/.exec(comment.html_url || comment.issue_url) ?? [];
      return { repository, thread: threadOf(kind === 'pull' ? 'pull' : 'issue', Number(number)), part: 'comment' };
    });
  }

  async function issues(repository: Repository, since: Date): Promise<Found> {
    const read = await newest(repository, { path: 'issues', item: IssueRead, since, query: { state: 'all' } });
    const { found, done } = asSpoken(read, ({ number, pull_request: pull }) => ({
      repository,
      thread: threadOf(pull === undefined ? 'issue' : 'pull', number),
      part: 'body',
    }));
    return { found: [...found, ...(await reviews(repository, read.items, since))], done };
  }

  /** Of pull requests in which something happened since they were opened: no list has the reviews of a whole repository. */
  async function reviews(repository: Repository, changed: readonly IssueRead[], since: Date): Promise<readonly Spoken[]> {
    const found: Spoken[] = [];
    for (const { number, pull_request: pull, created_at: opened, updated_at: updated } of changed) {
      if (pull === undefined || updated.getTime() === opened.getTime()) continue;
      try {
        found.push(...(await patiently(() => readReviews(repository, number))));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.info({ repository: repository.id, number, err: error }, 'the reviews of a pull request cannot be read back');
      }
    }
    return found.filter(({ changedAt }) => changedAt >= since);
  }

  async function reviewComments(repository: Repository, since: Date): Promise<Found> {
    const read = await newest(repository, { path: 'pulls/comments', item: CommentRead, since });
    return asSpoken(read, ({ pull_request_url: url }) => ({
      repository,
      thread: threadOf('pull', Number(/\/(\d+)$/.exec(url)?.[1])),
      part: 'review-comment',
    }));
  }

  /** A text that changes while we read moves to the front, so that none behind it is skipped. */
  async function newest<T extends { updated_at: Date }>(
    { name, api }: Repository,
    { path, item, since, query = {} }: { path: string; item: z.ZodType<T>; since: Date; query?: Readonly<Record<string, string>> },
  ): Promise<{ items: readonly T[]; done: () => void }> {
    const items: T[] = [];
    const address = `/repos/${name}/${path}`;
    let tag: string | null = null;
    for (let number = 1; number <= mostPages; number += 1) {
      const asked = {
        query: { ...query, sort: 'updated', direction: 'desc' },
        number,
        tag: number === 1 ? (tags.get(address) ?? null) : null,
      };
      const page = await patiently(() => api.page(address, item, asked));
      if (page.kind === 'unchanged') break;
      if (number === 1) ({ tag } = page);
      const recent = page.items.filter(({ updated_at: at }) => at >= since);
      items.push(...recent);
      if (!page.more || recent.length < page.items.length) break;
      if (number === mostPages) log.warn({ address }, 'more changed in a GitHub repository than is read back');
    }
    return { items, done: () => void (tag === null ? null : tags.set(address, tag)) };
  }

  return { sweep: sweepAll };
}

type Placed = Pick<Parameters<typeof spokenAs>[1], 'thread' | 'part'> & { readonly repository: Repository };

function asSpoken<T extends Parameters<typeof spokenAs>[0]>(
  { items, done }: { items: readonly T[]; done: () => void },
  place: (text: T) => Placed,
): Found {
  const found = items.flatMap((text) => {
    const { repository, thread, part } = place(text);
    if (!text.user) return [];
    const wordsOf = text.updated_at.getTime() === text.created_at.getTime() ? 'author' : 'unknown';
    const read = { id: Number(repository.id), full_name: repository.name, has_discussions: repository.hasDiscussions };
    return [spokenAs(text, { repository: read, thread, part, author: text.user, wordsOf })];
  });
  return { found, done };
}

function sinceFor(remembered: number, now: Date): Date {
  const from = remembered > 0 ? remembered - overlap : now.getTime() - firstLookBack;
  return new Date(Math.max(from, now.getTime() - furthest));
}

/** Waits out a limit; and a connection that breaks once does not cost the whole sweep. */
async function patiently<T>(request: () => Promise<T>, tries = 1): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof GithubFailure) || tries === mostTries) throw error;
    const isBroken = error.status === null || error.status >= 500;
    if (error.wait === null ? !isBroken : error.wait > longestWait) throw error;
    await sleep(error.wait ?? firstPause * 2 ** (tries - 1));
    return patiently(request, tries + 1);
  }
}
