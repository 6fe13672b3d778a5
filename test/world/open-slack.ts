import type { Logger } from 'pino';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { startSlack } from '../peers/slack/start.ts';
import type { SlackPeer } from '../peers/slack/start.ts';
import { noDetour, openHouseWorld } from './open-house.ts';
import type { Detour, HouseWorld } from './open-house.ts';
import { createSlackPerson } from './slack-person.ts';
import type { SlackPerson } from './slack-person.ts';

export type SlackWorld = HouseWorld & {
  readonly slack: SlackPeer & {
    readonly person: (name: string, rights?: { manager?: boolean }) => Promise<SlackPerson>;
    /** The address of the door for signed calls. */
    readonly door: string;
  };
};

type SlackOptions = { readonly mode: 'socket' | 'events'; readonly log?: Logger; readonly detour?: Detour<SlackPeer> };

/** The house with Slack: a workspace that people use as they do Slack. Peers must be there: ask `havePeers`. */
export async function openSlackWorld({ mode, log, detour = noDetour }: SlackOptions): Promise<SlackWorld> {
  await using stack = new AsyncDisposableStack();
  const peer = await startSlack({ mode });
  stack.defer(() => peer.stop());
  const port = (await freePort(0)) ?? 0;
  const door = `http://127.0.0.1:${port}/slack/events`;
  peer.deliverTo(door);
  const heard: Record<string, string> =
    mode === 'socket' ? { SLACK_APP_TOKEN: peer.appToken } : { SLACK_SIGNING_SECRET: peer.signingSecret };
  const variables = {
    SLACK_BOT_TOKEN: peer.botToken,
    SLACK_API_URL: peer.apiUrl,
    COOP_PORT: String(port),
    ...heard,
    ...(await detour(peer)),
  };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const running = stack.move();
  return {
    ...house,
    slack: { ...peer, door, person: (name, rights = {}) => createSlackPerson(name, rights, peer) },
    close: () => running.disposeAsync(),
  };
}
