import type { Logger } from 'pino';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { startGithub } from '../peers/github/start.ts';
import type { GithubPeer } from '../peers/github/start.ts';
import type { GithubPerson } from './github-person.ts';
import { githubVariables, openGithubTable } from './github-table.ts';
import { noDetour, openHouseWorld } from './open-house.ts';
import type { Detour, HouseWorld } from './open-house.ts';

export type GithubWorld = HouseWorld & {
  readonly github: GithubPeer & {
    readonly person: (name: string, rights?: { manager?: boolean }) => Promise<GithubPerson>;
    /** The address of the door for signed webhooks. */
    readonly door: string;
    /** The number of the issue in which everybody talks. */
    readonly table: number;
    /** Deletes, as a maintainer can, the newest comment of the bot that has these words. */
    readonly remove: (words: string) => Promise<void>;
  };
};

type GithubOptions = {
  readonly as: 'app' | 'token';
  /** Default true; without it everything is read back. */
  readonly hooks?: boolean;
  readonly log?: Logger;
  readonly detour?: Detour<GithubPeer>;
};

/** The house with GitHub: a repository that people use as they do GitHub. Peers must be there: ask `havePeers`. */
export async function openGithubWorld({ as, hooks = true, log, detour = noDetour }: GithubOptions): Promise<GithubWorld> {
  await using stack = new AsyncDisposableStack();
  const peer = await startGithub({ as });
  stack.defer(() => peer.stop());
  const port = (await freePort(0)) ?? 0;
  const door = `http://127.0.0.1:${port}/github/events`;
  const login = githubVariables(peer, hooks ? door : null);
  const variables = { ...login, COOP_PORT: String(port), ...(await detour(peer)) };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const { table, view, person } = await openGithubTable(peer);
  const running = stack.move();
  return {
    ...house,
    github: {
      ...peer,
      door,
      table,
      person,
      remove: async (words) => {
        const found = (await view.texts()).findLast(({ ours, text, comment }) => ours && comment !== null && text.includes(words));
        if (found === undefined) throw new Error(`nobody sees a comment with "${words}"`);
        await peer.act(peer.owner, { method: 'DELETE', path: `/repos/${peer.repository}/issues/comments/${found.comment}` });
      },
    },
    close: () => running.disposeAsync(),
  };
}
