import type { Logger } from 'pino';
import { z } from 'zod';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { startGithub } from '../peers/github/start.ts';
import type { GithubPeer } from '../peers/github/start.ts';
import { createGithubPerson } from './github-person.ts';
import type { GithubPerson } from './github-person.ts';
import { createGithubView } from './github-view.ts';
import { openHouseWorld } from './open-house.ts';
import type { HouseWorld } from './open-house.ts';

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
};

/** The house with GitHub: a repository that people use as they do GitHub. Peers must be there: ask `havePeers`. */
export async function openGithubWorld({ as, hooks = true, log }: GithubOptions): Promise<GithubWorld> {
  await using stack = new AsyncDisposableStack();
  const peer = await startGithub({ as });
  stack.defer(() => peer.stop());
  const port = (await freePort(0)) ?? 0;
  const door = `http://127.0.0.1:${port}/github/events`;
  if (hooks) peer.deliverTo(door);
  const { credentials } = peer;
  const login: Record<string, string> =
    'token' in credentials
      ? { GITHUB_TOKEN: credentials.token, GITHUB_REPOSITORIES: peer.repository }
      : { GITHUB_APP_ID: credentials.appId, GITHUB_PRIVATE_KEY: credentials.privateKey };
  const heard: Record<string, string> = hooks ? { GITHUB_WEBHOOK_SECRET: peer.webhookSecret } : {};
  const variables = { ...login, ...heard, GITHUB_API_URL: peer.url, COOP_PORT: String(port) };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const issue = { title: 'The table', body: 'Everybody talks here.' };
  const { number: table } = Numbered.parse(
    await peer.act(peer.owner, { method: 'POST', path: `/repos/${peer.repository}/issues`, body: issue }),
  );
  const view = createGithubView(peer, (await peer.addPerson('reader')).token);
  const running = stack.move();
  return {
    ...house,
    github: {
      ...peer,
      door,
      table,
      person: (name, rights = {}) => createGithubPerson(name, rights, { peer, table, view }),
      remove: async (words) => {
        const found = (await view.texts()).findLast(({ ours, text, comment }) => ours && comment !== null && text.includes(words));
        if (found === undefined) throw new Error(`nobody sees a comment with "${words}"`);
        await peer.act(peer.owner, { method: 'DELETE', path: `/repos/${peer.repository}/issues/comments/${found.comment}` });
      },
    },
    close: () => running.disposeAsync(),
  };
}

const Numbered = z.object({ number: z.number() });
