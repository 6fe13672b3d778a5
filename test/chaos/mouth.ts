import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { RegisteredCommand, slashData } from '../world/slash-line.ts';
import type { App } from './app.ts';
import { textOf } from './text-of.ts';

const slash = 2;

export type Said = {
  readonly event: string;
  /** What is answered; null when the app that may have heard it ended before it answered. */
  readonly answer: Promise<string | null>;
};

/** How many people at once speak to the app by slash commands, and see what is answered. */
export type Mouth = {
  readonly say: (person: string, line: string, channel?: string) => Promise<Said>;
  /** Says it again and again until it is answered, for what does no harm when it is done twice. Resolves with the answer. */
  readonly insist: (person: string, line: string, channel?: string) => Promise<string>;
  /** Lets Discord deliver once more what was said before. */
  readonly repeat: (event: string) => Said;
  /** Whether Discord has anybody to deliver to. */
  readonly isHeard: () => boolean;
  /** The answer as it stands now, however late it came; null for none. */
  readonly answerTo: (event: string) => Promise<string | null>;
  /** Whoever still waits for an answer waits no more. */
  readonly giveUp: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `noted` is called with the id of everything that is said. */
export function openMouth({ peer, app, noted }: { peer: DiscordPeer; app: App; noted: (event: string) => void }): Mouth {
  const { interactionResponse, applicationCommand } = peer.twin.prisma;
  const waiting = new Map<string, (answer: string | null) => void>();
  let commands: readonly RegisteredCommand[] = [];
  let isClosed = false;

  async function registered(): Promise<readonly RegisteredCommand[]> {
    if (commands.length > 0) return commands;
    const rows = await applicationCommand.findMany({});
    commands = rows.map((row) => RegisteredCommand.parse({ name: row['name'], options: JSON.parse(String(row['options'])) }));
    return commands;
  }

  const isHeard = (): boolean => peer.twin.server?.gateway.clients.some(({ identified }) => identified) ?? false;

  async function say(person: string, line: string, channel: string = peer.channel): Promise<Said> {
    const { name, options } = slashData(line, await registered());
    const data = { id: '1', name, type: 1, options };
    const before = { isHeard: isHeard(), life: app.life() };
    const { id: event } = await peer.twin.simulateInteraction({ type: slash, channelId: channel, userId: person, data });
    noted(event);
    if (!before.isHeard && !isHeard()) return { event, answer: Promise.resolve(null) };
    return { event, answer: listenFor(event, [before.life, app.life()]) };
  }

  async function insist(person: string, line: string, channel?: string): Promise<string> {
    for (let tries = 0; tries < 60; tries++) {
      const { answer } = await say(person, line, channel);
      const words = await Promise.race([answer, sleep(3_000, null)]);
      if (words !== null) return words;
    }
    throw new Error(`nobody answers to ${line}`);
  }

  function listenFor(event: string, lives: readonly ReturnType<App['life']>[]): Promise<string | null> {
    const answer = Promise.withResolvers<string | null>();
    waiting.set(event, answer.resolve);
    void lookOnceOver(event, lives);
    return answer.promise;
  }

  function finish(event: string, answer: string | null): void {
    waiting.get(event)?.(answer);
    waiting.delete(event);
  }

  async function lookOnceOver(event: string, lives: readonly ReturnType<App['life']>[]): Promise<void> {
    for (const life of lives) await life?.ended;
    await lookLast(event);
  }

  async function lookLast(event: string): Promise<void> {
    if (waiting.has(event)) finish(event, await answerTo(event));
  }

  async function answerTo(event: string): Promise<string | null> {
    const [row] = await interactionResponse.findMany({ where: { interactionId: event, acknowledged: true } });
    return row === undefined ? null : textOf(JSON.parse(String(row['data'])));
  }

  const watching = (async () => {
    for (; !isClosed; await sleep(15)) {
      if (waiting.size === 0) continue;
      const where = { acknowledged: true, interactionId: { in: [...waiting.keys()] } };
      for (const row of await interactionResponse.findMany({ where }))
        finish(String(row['interactionId']), textOf(JSON.parse(String(row['data']))));
    }
  })();

  const giveUp = async () => {
    await Promise.all([...waiting.keys()].map(lookLast));
  };
  return {
    say,
    insist,
    repeat: (event) => {
      const answer = listenFor(event, [app.life()]);
      peer.redeliver(event);
      return { event, answer };
    },
    isHeard,
    answerTo,
    giveUp,
    close: async () => {
      isClosed = true;
      await watching;
      await giveUp();
    },
  };
}
