import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { clientOptions } from './api.ts';
import { isRejected } from './web-errors.ts';
import type { Ack, Envelope } from './receive.ts';
import type { TokenAlarm } from './token-alarm.ts';

/** Milliseconds before a connection that could not be made is tried again: the first pause, and the longest. */
const firstPause = 1_000;
const longestPause = 60_000;
/** A connection that lasted less was none: making the next one at once would only be refused again. */
const shortest = 10_000;

type SocketParts = {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly alarm: TokenAlarm;
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
export function createSocket({ appToken, apiUrl, alarm, log, take, reconnected }: SocketParts): Socket {
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
  let connectedAt = -Infinity;
  let pause = 0;
  /** How many connections in a row hardly stood. */
  let hurries = 0;

  client.on('slack_event', (delivered: unknown) => {
    deliver(delivered).catch((error: unknown) => log.error({ err: error }, 'a Slack event failed; Slack delivers it again'));
  });
  client.on('connected', () => {
    connected = true;
    connectedAt = performance.now();
    alarm.heard('SLACK_APP_TOKEN', null);
  });
  client.on('ws_message', (frame: unknown) => {
    const told = Told.safeParse(read(frame));
    if (told.success) tell(told.data.reason);
  });
  client.on('disconnected', () => {
    if (!connected) return; // whoever connects hears of it
    connected = false;
    if (stopping.signal.aborted) return;
    // Slack takes a connection away every few hours, and whoever is back at once misses nothing; where it takes one after the other, it is given time.
    hurries = performance.now() - connectedAt < shortest ? hurries + 1 : 0;
    pause = hurries < 2 ? 0 : Math.min(firstPause * 2 ** (hurries - 2), longestPause);
    log.info({ pause }, 'the connection to Slack ended; connecting again');
    connecting = connectAgain();
  });

  /** Why Slack ends a connection; it says so before it does. */
  function tell(reason: string): void {
    if (reason === 'link_disabled')
      log.error({ reason }, 'Socket Mode was turned off for the Slack app; turn it on again on the page "Socket Mode" of your app');
    else if (reason === 'too_many_websockets')
      log.warn({ reason }, 'too many processes are connected to Slack with this app; end those that are not needed');
    else log.debug({ reason }, 'Slack renews the connection');
  }

  async function deliver(delivered: unknown): Promise<void> {
    const { type, body, ack, retry_num: retries } = Delivered.parse(delivered);
    const kind = kinds.get(type);
    if (kind === undefined) return;
    const acknowledged = await take({ kind, body, ...(retries > 0 ? { again: true } : {}) });
    await ack(acknowledged.body);
    await acknowledged.after?.();
  }

  async function connectAgain(): Promise<void> {
    for (let tries = 1; !stopping.signal.aborted; tries += 1) {
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {}); // woken to stop
      if (stopping.signal.aborted) return;
      try {
        await client.start();
        reconnected();
        return;
      } catch (error) {
        alarm.heard('SLACK_APP_TOKEN', error);
        if (tries === 1 && !isRejected(error)) log.warn({ reason: reasonOf(error) }, 'Slack cannot be reached; it is tried again');
        pause = Math.min(Math.max(pause * 2, firstPause), longestPause);
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
  retry_num: z.number().default(0).catch(0),
  ack: z.custom<(body?: Readonly<Record<string, unknown>>) => Promise<void>>((value) => typeof value === 'function'),
});

/** Told before the end of a connection ("Using Socket Mode", disconnect). */
const Told = z.object({ type: z.literal('disconnect'), reason: z.string() });

function read(frame: unknown): unknown {
  try {
    return JSON.parse(typeof frame === 'string' ? frame : new TextDecoder().decode(Bytes.parse(frame)));
  } catch {
    return null; // the client leaves it alone too
  }
}

const Bytes = z.instanceof(Uint8Array);

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
