import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { DeliveryFault, Weather } from './faults.ts';
import type { PlatformRules } from './rules/rules.ts';

type Upgrade = { readonly incoming: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };

export type Sockets = {
  readonly join: (origin: string, upgrade: Upgrade) => void;
  /** Says this to the bot, on every connection, as if the platform did. */
  readonly say: (frame: string) => void;
  /** Ends every connection: with this code in order, without one by a reset. */
  readonly cut: (code?: number) => void;
  /** From now on nothing passes on the connections that there are, in either direction, and they stay: zombies. New ones are well. */
  readonly deafen: () => void;
  /** How many connections the bot made. */
  readonly count: () => number;
};

type SocketParts = {
  readonly rules: PlatformRules;
  readonly deliveries: Weather<DeliveryFault>;
  readonly rewritten: (text: string) => string;
};

/** One connection to the platform for each of the bot's. */
export function createSockets({ rules, deliveries, rewritten }: SocketParts): Sockets {
  const door = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const bots = new Set<WebSocket>();
  const zombies = new WeakSet<WebSocket>();
  let made = 0;

  function pipe(bot: WebSocket, upstream: WebSocket): void {
    const early: string[] = [];
    const passes = (): boolean => !zombies.has(bot);
    upstream.on('open', () => {
      for (const frame of early.splice(0)) upstream.send(frame);
    });
    upstream.on('message', (raw: Buffer) => {
      if (passes()) deliver(bot, raw.toString('utf8'));
    });
    bot.on('message', (raw: Buffer) => {
      if (!passes()) return;
      const frame = raw.toString('utf8');
      if (upstream.readyState === WebSocket.OPEN) upstream.send(frame);
      else early.push(frame);
    });
    bot.on('close', () => {
      bots.delete(bot);
      upstream.terminate();
    });
    upstream.on('close', (code) => (isSendable(code) ? bot.close(code) : bot.terminate()));
    for (const end of [bot, upstream]) end.on('error', () => bot.terminate());
    upstream.on('ping', (data) => passes() && bot.readyState === WebSocket.OPEN && bot.ping(data));
  }

  function deliver(bot: WebSocket, frame: string): void {
    const passing = { method: 'FRAME', path: '', body: frame };
    const does = rules.tells(passing) ? deliveries.strikes(passing) : null;
    const send = (words: string): void => {
      if (bot.readyState === WebSocket.OPEN) bot.send(rewritten(words));
    };
    switch (does?.kind) {
      case 'lose':
        return;
      case 'late':
        return void setTimeout(send, does.milliseconds, frame);
      case 'repeat':
        for (let time = 0; time < does.times; time += 1) send(time === 0 ? frame : rules.framedAgain(frame, time));
        return;
      case undefined:
        return send(rules.hurried(frame));
      default:
        does satisfies never;
    }
  }

  return {
    join: (origin, { incoming, socket, head }) => {
      const upstream = new WebSocket(`${origin.replace('http', 'ws')}${incoming.url ?? '/'}`, { perMessageDeflate: false });
      door.handleUpgrade(incoming, socket, head, (bot) => {
        made += 1;
        bots.add(bot);
        pipe(bot, upstream);
      });
    },
    say: (frame) => {
      for (const bot of bots) bot.send(frame);
    },
    cut: (code) => {
      for (const bot of bots) {
        if (code === undefined) bot.terminate();
        else bot.close(code);
      }
    },
    deafen: () => {
      for (const bot of bots) zombies.add(bot);
    },
    count: () => made,
  };
}

/** What may be sent on: RFC 6455, 7.4, reserves the others for what an end finds out by itself. */
function isSendable(code: number): boolean {
  return code === 1_000 || (code >= 1_001 && code <= 1_014 && code !== 1_004 && code !== 1_005 && code !== 1_006) || code >= 3_000;
}
