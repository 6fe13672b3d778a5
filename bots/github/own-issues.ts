import { z } from 'zod';
import { IssueRead } from './envelope.ts';
import { isGone } from './github-errors.ts';
import { hasMark } from './marks.ts';
import type { Mark } from './marks.ts';
import type { Self } from './own-comment.ts';
import type { Repository } from './repositories.ts';

/** Issues that we open ourselves, by their numbers. They reject with a GithubFailure. */
export type OwnIssues = {
  readonly create: (repository: Repository, issue: { title: string; body: string }) => Promise<number>;
  /** False when it is not there any more. */
  readonly update: (repository: Repository, number: number, change: Readonly<Record<string, string>>) => Promise<boolean>;
  /** The newest of ours that has this mark. */
  readonly find: (repository: Repository, mark: Mark) => Promise<number | null>;
  readonly isOpen: (repository: Repository, number: number) => Promise<boolean>;
};

const mostPages = 3;
const Created = z.object({ number: z.int() });
const Standing = z.object({ state: z.string() });

export function createOwnIssues(self: () => Promise<Self>): OwnIssues {
  return {
    create: async ({ name, api }, issue) =>
      (await api.send({ method: 'POST', path: `/repos/${name}/issues`, body: issue }, Created)).number,
    update: async ({ name, api }, number, change) => {
      try {
        await api.send({ method: 'PATCH', path: `/repos/${name}/issues/${number}`, body: change }, Created);
        return true;
      } catch (error) {
        if (isGone(error)) return false;
        throw error;
      }
    },
    find: async ({ name, api }, mark) => {
      const { login } = await self();
      for (let page = 1; page <= mostPages; page += 1) {
        const query = { state: 'all', sort: 'created', direction: 'desc' };
        const answer = await api.page(`/repos/${name}/issues`, IssueRead, { query, number: page });
        if (answer.kind === 'unchanged') return null;
        const found = answer.items.find(({ user, body }) => user?.login === login && body && hasMark(body, mark));
        if (found !== undefined) return found.number;
        if (!answer.more) return null;
      }
      return null;
    },
    isOpen: async ({ name, api }, number) => {
      try {
        return (await api.get(`/repos/${name}/issues/${number}`, Standing)).state === 'open';
      } catch (error) {
        if (isGone(error)) return false;
        throw error;
      }
    },
  };
}
