import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { clientOptions } from './api.ts';
import type { Ack, Envelope } from './receive.ts';

/** Milliseconds before a connection that could not be made is tried again: the first pause, and the longest. */
const firstPause = 1_000;
const longestPause = 60_000;

type SocketParts = {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly log: Logger;
  /** Commits; what it returns acknowledges. When it rejects nothing is acknowledged, and Slack delivers again. */
  readonly take: (envelope: Envelope) => Promise<Ack>;
  /** Called for every connection that was made again: something may have been missed. */
  readonly reconnected: () => void;
};

export type Socket = {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly connected: () => boolean;
};

/**
 * Socket Mode. The client's own reconnecting is off: where Slack cannot be reached it rejects a promise that nobody holds, which
 * would end the process.
 */
export function createSocket({ appToken, apiUrl, log, take, reconnected }: SocketParts): Socket {
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logLevel: LogLevel.ERROR,
    logger: clientOptions(apiUrl).logger,
    clientOptions: clientOptions(apiUrl),
  });
  const stopping = new AbortController();
  let connected = false;
  let connecting = Promise.resolve();

  client.on('slack_event', (delivered: unknown) => {
    deliver(delivered).catch((error: unknown) => log.error({ err: error }, 'a Slack event failed; Slack delivers it again'));
  });
  client.on('connected', () => {
    connected = true;
  });
  client.on('disconnected', () => {
    if (!connected) return; // whoever connects hears of it
    connected = false;
    if (stopping.signal.aborted) return;
    log.info('the connection to Slack ended; connecting again');
    connecting = connectAgain();
  });

  async function deliver(delivered: unknown): Promise<void> {
    const { type, body, ack } = Delivered.parse(delivered);
    const kind = kinds.get(type);
    if (kind === undefined) return;
    const acknowledged = await take({ kind, body });
    await ack(acknowledged.body);
    await acknowledged.after?.();
  }

  async function connectAgain(): Promise<void> {
    for (let pause = firstPause; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      try {
        await client.start();
        reconnected();
        return;
      } catch (error) {
        if (pause === firstPause) log.warn({ reason: reasonOf(error) }, 'Slack cannot be reached; it is tried again');
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {}); // woken to stop
      }
    }
  }

  return {
    start: async () => void (await client.start()),
    connected: () => connected,
    stop: async () => {
      stopping.abort();
      await connecting;
      if (!connected) return;
      // A socket that hangs is left to the end of the process.
      await Promise.race([client.disconnect(), sleep(2_000)]);
    },
  };
}

const kinds: ReadonlyMap<string, Envelope['kind']> = new Map([
  ['events_api', 'event'],
  ['slash_commands', 'command'],
  ['interactive', 'interactive'],
]);

const Delivered = z.object({
  type: z.string(),
  body: z.unknown(),
  ack: z.custom<(body?: Readonly<Record<string, unknown>>) => Promise<void>>((value) => typeof value === 'function'),
});

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
