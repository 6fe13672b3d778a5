import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { GithubPeer } from '../peers/github/start.ts';
import type { GithubText, GithubView } from './github-view.ts';
import type { Person } from './person.ts';
import { shownMarkdown } from './shown-markdown.ts';

const patience = 20_000;

/** Somebody on GitHub, who reads and writes comments. */
export type GithubPerson = Omit<Person, 'says' | 'sees'> & {
  readonly login: string;
  readonly token: string;
  /** In the issue in which everybody talks, in one of their own, or where it is said. */
  readonly says: (text: string, where?: { direct?: boolean; thread?: boolean; issue?: number }) => Promise<void>;
  /** Changes what was said last. */
  readonly edits: (text: string) => Promise<void>;
  readonly sees: () => Promise<readonly string[]>;
  /** The bot's texts, with all that is known of them. */
  readonly looks: () => Promise<readonly GithubText[]>;
  /** Opens an issue; returns its number. */
  readonly opensIssue: (issue: { title: string; body: string; labels?: readonly string[] }) => Promise<number>;
  /** The comment that was said last. */
  readonly last: () => number;
};

type Shared = { readonly peer: GithubPeer; readonly table: number; readonly view: GithubView };

export async function createGithubPerson(
  name: string,
  rights: { manager?: boolean },
  { peer, table, view }: Shared,
): Promise<GithubPerson> {
  const { login, token } = await peer.addPerson(name, rights);
  const { texts } = view;
  const read = new Set<string>();
  const root = `/repos/${peer.repository}`;
  let last = 0;

  async function waitFor<T>(
    look: (texts: readonly GithubText[]) => T | null,
    failure: (texts: readonly GithubText[]) => string,
  ): Promise<T> {
    const deadline = Date.now() + patience;
    for (;;) {
      const seen = await texts();
      const found = look(seen);
      if (found !== null) return found;
      if (Date.now() > deadline) throw new Error(failure(seen));
      await sleep(10);
    }
  }

  const markRead = async (): Promise<void> => {
    for (const { version } of await texts()) read.add(version);
  };

  async function comment(issue: number, body: string): Promise<void> {
    last = Numbered.parse(await peer.act(token, { method: 'POST', path: `${root}/issues/${issue}/comments`, body: { body } })).id;
  }

  async function opensIssue(issue: { title: string; body: string; labels?: readonly string[] }): Promise<number> {
    return Opened.parse(await peer.act(token, { method: 'POST', path: `${root}/issues`, body: issue })).number;
  }

  const says: GithubPerson['says'] = async (text, where = {}) => {
    await markRead();
    if (where.direct === true) throw new Error('nobody can be talked to alone on GitHub');
    const issue =
      where.thread === true ? await opensIssue({ title: 'Another matter', body: 'Let us talk about it here.' }) : (where.issue ?? table);
    await comment(issue, text);
  };

  /** There are no buttons: what stands behind a label is said, where it stands. */
  async function follows(label: string | RegExp): Promise<void> {
    const { issue, line } = await waitFor(
      (seen) =>
        hintIn(
          seen.filter(({ ours }) => ours),
          label,
        ),
      (seen) => `${name} sees nothing like ${String(label)} to say; sees ${JSON.stringify(seen.map(({ text }) => text))}`,
    );
    await markRead();
    await comment(issue, line);
  }

  async function reads(pattern: string | RegExp): Promise<string> {
    const unread = (seen: readonly GithubText[]) => seen.filter(({ ours, version }) => ours && !read.has(version));
    const found = await waitFor(
      (seen) => unread(seen).find(({ text }) => fits(text, pattern)) ?? null,
      (seen) =>
        `${name} does not read ${String(pattern)}; unread: ${JSON.stringify(
          unread(seen).map(({ text }) => text),
          null,
          1,
        )}`,
    );
    read.add(found.version);
    return found.text;
  }

  return {
    name,
    login,
    token,
    says,
    edits: async (text) => {
      await markRead();
      await peer.act(token, { method: 'PATCH', path: `${root}/issues/comments/${last}`, body: { body: text } });
    },
    clicks: follows,
    chooses: follows,
    /** There are no forms: each question is answered with a comment. */
    fills: async (values) => {
      for (const words of Object.values(values)) {
        await reads(/begins with \/coop/);
        await markRead();
        await comment(table, `/coop ${words}`);
      }
    },
    reads,
    sees: async () => (await texts()).filter(({ ours }) => ours).map(({ text }) => text),
    looks: async () => (await texts()).filter(({ ours }) => ours),
    opensIssue,
    last: () => last,
  };
}

const Numbered = z.object({ id: z.number() });
const Opened = z.object({ number: z.number() });

/** "- Blue · `/vote cast 3 Blue`": what is to be said for a label, in the newest text that has it. */
function hintIn(texts: readonly GithubText[], label: string | RegExp): { issue: number; line: string } | null {
  for (const { markdown, issue } of texts.toReversed()) {
    for (const [, shown = '', line = ''] of markdown.matchAll(/^(?:-|\d+\.) (.*?)(?:: say | · )(`+[^\n]*`+)$/gm)) {
      if (fits(shownMarkdown(shown).replaceAll('\u200B', ''), label)) return { issue, line: shownMarkdown(line) };
    }
  }
  return null;
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
