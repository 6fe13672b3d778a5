import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../peers/discord/front.ts';
import type { DiscordPeer } from '../peers/discord/start.ts';
import type { App, Life, Server } from './app.ts';
import type { Chance } from './chance.ts';
import type { Crowd } from './crowd.ts';
import type { LogBook } from './log-book.ts';
import type { Mouth } from './mouth.ts';
import type { Steward } from './steward.ts';

/**
 * One kill of the app: while it starts, while it works, shortly after a vote began to end, or when something that it posts has
 * just reached Discord; and of servers just before.
 */
export type Blow = { readonly moment: 'starting' | 'working' | 'closing' | 'posting'; readonly servers: readonly Server[] };

/**
 * So many kills of the app, with so many of each server spread over all moments. The last one hits a post, as few others do:
 * for a minute afterwards nothing is posted in that place.
 */
export function planBlows(wanted: { kills: number } & Partial<Record<Server, number>>, chance: Chance): Blow[] {
  const { kills } = wanted;
  const isDue = (place: number, of: number): boolean => Math.floor(((place + 1) * of) / kills) > Math.floor((place * of) / kills);
  const blows = Array.from({ length: kills }, (_, place) => ({
    moment: moments[place % moments.length] ?? 'working',
    servers: (['postgres', 'temporal'] as const).filter((server, shift) => isDue((place + shift) % kills, wanted[server] ?? 0)),
  }));
  return [...chance.shuffled(blows.slice(1)), { moment: 'posting', servers: [] }];
}

const moments: readonly Blow['moment'][] = ['starting', 'working', 'starting', 'closing', 'starting', 'working', 'starting'];

/** Milliseconds that a start takes, about: a kill within may hit any of its steps. */
const startsWithin = 2_000;

export type Target = {
  readonly app: App;
  readonly peer: Pick<DiscordPeer, 'fault'>;
  readonly chance: Chance;
  readonly mouth: Mouth;
  readonly book: LogBook;
  readonly steward: Steward;
  readonly crowd: Crowd;
  /** What ends a life. Default: SIGKILL. */
  readonly strikeDown?: ((life: Life) => Promise<void>) | undefined;
};

/** Brings one life of the app to its end. */
export async function strike({ moment, servers }: Blow, life: Life, target: Target): Promise<void> {
  const { app, chance, crowd, steward, strikeDown } = target;
  const killServers = async () => {
    for (const server of servers) await app.killServer(server);
  };
  switch (moment) {
    case 'starting':
      await Promise.race([sleep(chance.between(0, startsWithin)), life.ended]);
      await killServers();
      if (servers.length > 0) await sleep(chance.between(0, startsWithin));
      break;
    case 'working':
      await life.runs;
      deliverTwice(target);
      await moreReceipts(crowd, chance.between(1, 30));
      await killServers();
      // The same life finds its way back.
      if (servers.length > 0) await moreReceipts(crowd, chance.between(1, 10));
      await sleep(chance.between(0, 200));
      break;
    case 'closing':
      await life.runs;
      await steward.somethingEnds();
      await sleep(chance.between(0, 400));
      await killServers();
      break;
    case 'posting':
      await life.runs;
      await steward.somethingEnds();
      await Promise.race([nextPost(target), sleep(10_000)]);
      break;
    default:
      moment satisfies never;
  }
  await (strikeDown ?? (({ kill }) => kill()))(life);
}

/** Resolves when Discord has been asked to show a new message, before it has answered. */
function nextPost({ peer }: Target): Promise<void> {
  const asked = Promise.withResolvers<void>();
  const matches: Fault['matches'] = ({ method, path }) => {
    const isPost = method === 'POST' && /^\/channels\/\d+\/messages$/.test(path);
    if (isPost) asked.resolve();
    return isPost;
  };
  peer.fault({ matches, does: { kind: 'delay', milliseconds: 0 } });
  return asked.promise;
}

/** A few of the things that were answered before are delivered once more: they are known, so nothing may come of it. */
function deliverTwice({ book, chance, mouth }: Target): void {
  const known = book.attempts.filter(
    ({ heard }) => heard.kind === 'receipt' || (heard.kind === 'refused' && !/busy just now/.test(heard.words)),
  );
  for (const { event } of chance.shuffled(known).slice(0, 6)) mouth.repeat(event);
}

/** Until people got so many more, or have waited long enough: on a machine that hangs they may be waiting for lost answers. */
async function moreReceipts(crowd: Crowd, more: number): Promise<void> {
  const enough = crowd.receipts() + more;
  for (const end = performance.now() + 10_000; crowd.receipts() < enough && performance.now() < end;) await sleep(20);
}
