import { z } from 'zod';
import type { GithubPeer } from '../peers/github/start.ts';
import { createGithubPerson } from './github-person.ts';
import type { GithubPerson } from './github-person.ts';
import { createGithubView } from './github-view.ts';
import type { GithubView } from './github-view.ts';

export type GithubTable = {
  /** The number of the issue in which everybody talks. */
  readonly table: number;
  readonly view: GithubView;
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<GithubPerson>;
};

/** An issue in which people talk. Opened when the bot hears: it is told by a webhook. */
export async function openGithubTable(peer: GithubPeer): Promise<GithubTable> {
  const issue = { title: 'The table', body: 'Everybody talks here.' };
  const { number: table } = Numbered.parse(
    await peer.act(peer.owner, { method: 'POST', path: `/repos/${peer.repository}/issues`, body: issue }),
  );
  const view = createGithubView(peer, (await peer.addPerson('reader')).token);
  return { table, view, person: (name, rights = {}) => createGithubPerson(name, rights, { peer, table, view }) };
}

/** How the bot signs in at the peer; with a door, also what signs its webhooks. */
export function githubVariables(peer: GithubPeer, door: string | null): Record<string, string> {
  if (door !== null) peer.deliverTo(door);
  const { credentials } = peer;
  const login: Record<string, string> =
    'token' in credentials
      ? { GITHUB_TOKEN: credentials.token, GITHUB_REPOSITORIES: peer.repository }
      : { GITHUB_APP_ID: credentials.appId, GITHUB_PRIVATE_KEY: credentials.privateKey };
  return { ...login, ...(door === null ? {} : { GITHUB_WEBHOOK_SECRET: peer.webhookSecret }), GITHUB_API_URL: peer.url };
}

const Numbered = z.object({ number: z.number() });
