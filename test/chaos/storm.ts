import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordPeer } from '../peers/discord/start.ts';
import type { App, Life } from './app.ts';
import { strike } from './blows.ts';
import type { Blow } from './blows.ts';
import type { Chance } from './chance.ts';
import { gatherCrowd } from './crowd.ts';
import type { Evidence } from './evidence.ts';
import { connectOwner, gatherEvidence } from './gather-evidence.ts';
import type { LogBook } from './log-book.ts';
import { openMouth } from './mouth.ts';
import type { Mouth } from './mouth.ts';
import { hireSteward } from './steward.ts';
import type { Steward } from './steward.ts';

export type StormOptions = {
  readonly app: App;
  readonly peer: DiscordPeer;
  readonly chance: Chance;
  readonly blows: readonly Blow[];
  /** How many people vote all the time. */
  readonly people: number;
  /**
   * False: after each life a minute is moved into the past, as if the next one began that much later: what the dead had begun to
   * send may then be sent by others. True: that minute passes indeed.
   */
  readonly waits: boolean;
  /** What ends a life of the app. Default: SIGKILL. */
  readonly strikeDown?: ((life: Life) => Promise<void>) | undefined;
  readonly note?: ((line: string) => void) | undefined;
};

/**
 * People vote without a pause while the app and its servers are killed again and again. Then it is left in peace until it
 * has nothing more to do. What came of it is for the checker.
 */
export async function storm(options: StormOptions): Promise<Evidence> {
  const { app, peer, chance, blows, note = () => {} } = options;
  const book: LogBook = { attempts: [], openings: [], events: new Set() };
  await using stack = new AsyncDisposableStack();
  const mouth = stack.adopt(openMouth({ peer, app, noted: (event) => book.events.add(event) }), ({ close }) => close());
  const { founder, latecomer, voters, channels } = await settleTown(options, mouth);
  const steward = stack.adopt(hireSteward({ mouth, book, chance, person: founder, atOnce: 2 }), ({ stop }) => stop());
  const crowd = stack.adopt(gatherCrowd({ mouth, book, chance, channels, votes: steward.votes }), ({ stop }) => stop());
  for (const person of voters) crowd.add(person);
  await until('people get receipts', () => crowd.receipts() >= 20);
  // Joins after the first votes were opened: nothing that this one says in those may count.
  await mouth.insist(latecomer, '/join');
  crowd.add(latecomer);
  for (const [place, blow] of blows.entries()) {
    const life = app.life() ?? app.start();
    await strike(blow, life, { ...options, mouth, book, steward, crowd });
    if (!options.waits) await endLeases(app);
    note(`${place + 1} of ${blows.length}: ${[blow.moment, ...blow.servers].join(', ')}; ${crowd.receipts()} receipts`);
  }
  await Promise.all([steward.stop(), crowd.stop()]);
  const pages = await calm({ ...options, steward });
  return await gatherEvidence({ app, peer, mouth, book, pages, channels, people: [founder, latecomer, ...voters] });
}

type Town = {
  readonly founder: string;
  readonly voters: readonly string[];
  readonly latecomer: string;
  readonly channels: readonly string[];
};

/** A network with a charter, two places and its members, and one of the voters who never joins. */
async function settleTown({ app, peer, people }: StormOptions, mouth: Mouth): Promise<Town> {
  await (app.life() ?? app.start()).runs;
  const founder = await peer.addMember('founder', { manager: true });
  const channels = [peer.channel, await peer.addChannel('second')];
  await mouth.insist(founder, '/network create name:"Storm" template:circle admission:open');
  for (const channel of channels) await mouth.insist(founder, '/space bind', channel);
  const members = await Promise.all(Array.from({ length: people }, (_, place) => peer.addMember(`voter ${place + 1}`)));
  await Promise.all(members.map((member) => mouth.insist(member, '/join')));
  const [latecomer, stranger] = [await peer.addMember('latecomer'), await peer.addMember('stranger')];
  return { founder, latecomer, channels, voters: [...members, stranger] };
}

/** Everything that is open is closed, and what is left to do is done. Returns the address of the pages. */
async function calm({ app, steward }: StormOptions & { readonly steward: Steward }): Promise<string> {
  const pages = await app.start().runs;
  await using owner = await connectOwner(app);
  const ask = async (text: string): Promise<number[]> => (await owner.client.query<{ n: number }>(text)).rows.map(({ n }) => n);
  await until(
    'every vote is over',
    async () => {
      await steward.closeAll(await ask("select number as n from vote where status = 'open' and closes_at > now()"));
      return (await ask("select 1 as n from vote where status in ('open', 'counting')")).length === 0;
    },
    250,
  );
  await until('everything has left', async () => (await ask("select 1 as n from outbox where status = 'due'")).length === 0);
  return pages;
}

/** Where PostgreSQL was killed too this is left to the next time. */
async function endLeases(app: App): Promise<void> {
  await using owner = await connectOwner(app).catch(() => null);
  await owner?.client.query("update outbox set claimed_until = claimed_until - interval '1 minute' where status = 'due'");
}

/** Looks every few milliseconds. Its patience only runs out when something never happens: it decides nothing else. */
async function until(what: string, isSo: () => boolean | Promise<boolean>, every = 25): Promise<void> {
  for (const end = performance.now() + 300_000; performance.now() < end; await sleep(every)) if (await isSo()) return;
  throw new Error(`it never came to this: ${what}`);
}
