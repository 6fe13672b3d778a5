import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { GithubPeer } from '../peers/github/start.ts';
import { shownMarkdown } from './shown-markdown.ts';

/** An issue or a comment as somebody reads it. */
export type GithubText = {
  readonly ours: boolean;
  readonly issue: number;
  /** Null for an issue itself. */
  readonly comment: number | null;
  readonly author: string;
  readonly title: string;
  /** As it is written. */
  readonly markdown: string;
  /** As it is shown, an issue with its title in front. */
  readonly text: string;
  /** Another one after each change. */
  readonly version: string;
  readonly state: string;
  readonly labels: readonly string[];
};

export type GithubView = { readonly texts: () => Promise<readonly GithubText[]> };

/** What a repository shows to everybody: all issues and comments, oldest first. Asked anew only after something happened. */
export function createGithubView(peer: GithubPeer, token: string): GithubView {
  let seen: { at: number; texts: readonly GithubText[] } | null = null;
  let asked = 0;
  /** How much others did. */
  const activity = (): number => peer.handled() - asked;

  async function all<T>(path: string, item: z.ZodType<T>): Promise<readonly T[]> {
    const found: T[] = [];
    for (let page = 1; ; page += 1) {
      const items = z.array(item).parse(await peer.act(token, { method: 'GET', path: `${path}&per_page=100&page=${page}` }));
      asked += 1;
      found.push(...items);
      if (items.length < 100) return found;
    }
  }

  async function texts(): Promise<readonly GithubText[]> {
    const at = activity();
    if (seen?.at === at) return seen.texts;
    seen = { at, texts: await look() };
    // The peer counts a request once it is done with it, which is after its answer.
    await sleep(1);
    return seen.texts;
  }

  async function look(): Promise<readonly GithubText[]> {
    const [issues, comments] = [
      await all(`/repos/${peer.repository}/issues?state=all&sort=created&direction=asc`, Issue),
      await all(`/repos/${peer.repository}/issues/comments?sort=created&direction=asc`, Comment),
    ];
    const ofIssues = issues.map(({ number, title, ...written }) => textOf(written, { issue: number, comment: null, title }));
    const ofComments = comments.map(({ id, issue_url: url, ...written }) =>
      textOf(written, { issue: Number(/\/(\d+)$/.exec(url)?.[1]), comment: id, title: '' }),
    );
    return [...ofIssues, ...ofComments].toSorted((one, other) => one.createdAt.localeCompare(other.createdAt));
  }

  function textOf(
    { user, body, created_at: createdAt, state, labels }: Written,
    place: { issue: number; comment: number | null; title: string },
  ): GithubText & { readonly createdAt: string } {
    const shown = shownMarkdown(body ?? '');
    return {
      ...place,
      ours: user.login === peer.bot,
      author: user.login,
      markdown: body ?? '',
      text: (place.title === '' ? shown : `${place.title}\n${shown}`).replaceAll('\u200B', ''),
      version: `${place.issue}/${place.comment ?? ''} ${place.title} ${body ?? ''} ${state}`,
      state,
      labels: labels.map(({ name }) => name),
      createdAt,
    };
  }

  return { texts };
}

const Written = z.object({
  user: z.object({ login: z.string() }),
  body: z.string().nullable(),
  created_at: z.string(),
  state: z.string().default(''),
  labels: z.array(z.object({ name: z.string() })).default([]),
});
type Written = z.infer<typeof Written>;
const Issue = Written.extend({ number: z.number(), title: z.string() });
const Comment = Written.extend({ id: z.number(), issue_url: z.string() });
