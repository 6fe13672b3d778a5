import type { REST } from '@discordjs/rest';
import { CloseCodes, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../core/ports/clock.ts';
import { gatewayNoteName, writeGatewayNote } from './gateway-note.ts';
import type { GatewayState } from './gateway-note.ts';
import type { Sessions } from './gateway-session.ts';

/** Of everything that happens, what we need: no privileged intent. */
export const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages;

/** Milliseconds. */
const saveEvery = 1_000;
const firstPause = 5_000;
const longestPause = 5 * 60_000;
/** Discord beats every 41 s; a connection that answers no beat is closed by then. */
const silentAfter = 90_000;

/** What is told of something that happened. */
export type Dispatch = { readonly t: string; readonly d: unknown };

type GatewayParts = {
  readonly token: string;
  readonly rest: REST;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Takes in what happened; a promise where it must be done with before it counts as heard. `again`: the connection is being taken up, so
   * that it may have been told to an earlier life, which may have heard newer things too.
   */
  readonly take: (dispatch: Dispatch, how: { again: boolean }) => Promise<void> | null;
  /** Called whenever a connection was made or taken up: something may have been missed. */
  readonly connected: () => void;
};

export type Gateway = {
  /** Resolves when it hears. Rejects with what @discordjs/rest and @discordjs/ws reject with. */
  readonly start: () => Promise<void>;
  /** Hears nothing more, waits for what is under way and leaves the session so that the next life takes it up. */
  readonly stop: (settled: () => Promise<void>) => Promise<void>;
  readonly state: () => GatewayState;
  /** Ends the session and begins another one: this one keeps things from us. */
  readonly renew: (missed: number) => Promise<void>;
};

/** The gateway without a client around it: sessions outlive the process, and nothing is kept of what is told. */
export function createGateway({ token, rest, sessions, clock, log, take, connected }: GatewayParts): Gateway {
  const stopping = new AbortController();
  let manager: WebSocketManager | null = null;
  let state: GatewayState = { kind: 'connecting', since: clock.now().getTime() };
  let lastHeard = 0;
  let saving: NodeJS.Timeout | null = null;
  let reviving = Promise.resolve();
  /** The shards that tell what happens now; before a session stands, it tells what happened while it was away. */
  const standing = new Set<number>();

  const become = (kind: GatewayState['kind']): void => {
    if (state.kind !== kind) state = { kind, since: clock.now().getTime() };
  };

  function open(): WebSocketManager {
    const opened = new WebSocketManager({
      token,
      rest,
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- several bits of the enum together
      intents,
      retrieveSessionInfo: sessions.retrieve,
      updateSessionInfo: (shard, session) => {
        // Whoever leaves does not forget: the next life takes it up.
        if (!stopping.signal.aborted) sessions.update(shard, session);
      },
    });
    opened.on(WebSocketShardEvents.Dispatch, ({ data, shardId }) => {
      lastHeard = clock.now().getTime();
      if (stopping.signal.aborted) return; // it is delivered again
      // Not by the events Ready and Resumed: they overtake what was told before them.
      if (data.t === GatewayDispatchEvents.Ready || data.t === GatewayDispatchEvents.Resumed) standing.add(shardId);
      sessions.delivered({ shard: shardId, sequence: data.s }, take(data, { again: !standing.has(shardId) }));
    });
    opened.on(WebSocketShardEvents.HeartbeatComplete, () => {
      lastHeard = clock.now().getTime();
    });
    opened.on(WebSocketShardEvents.Ready, ({ shardId }) => heard(shardId, 'begun'));
    opened.on(WebSocketShardEvents.Resumed, ({ shardId }) => heard(shardId, 'resumed'));
    opened.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
      standing.delete(shardId);
      closed(opened, { code, shard: shardId });
    });
    opened.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
      log.warn({ shard: shardId, err: error }, 'the connection to Discord failed'),
    );
    return opened;
  }

  function heard(shard: number, how: 'begun' | 'resumed'): void {
    lastHeard = clock.now().getTime();
    if (state.kind !== 'connected') log.info({ shard, how }, 'the connection to Discord stands');
    become('connected');
    connected();
  }

  function closed(from: WebSocketManager, { code, shard }: { code: number; shard: number }): void {
    if (stopping.signal.aborted || from !== manager) return;
    if (fatal.has(code)) {
      become('refused');
      log.error({ shard, code }, 'Discord closed the connection for good; check the token. It is tried again now and then');
      reviving = revive();
      return;
    }
    become('connecting');
    log.warn({ shard, code }, 'the connection to Discord broke; it is taken up again');
  }

  /** What only the operator can mend may be mended at Discord, without us: it is tried again, with growing pauses. */
  async function revive(): Promise<void> {
    for (let pause = firstPause; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {}); // woken to stop
      if (stopping.signal.aborted) return;
      try {
        return await connect();
      } catch (error) {
        log.debug({ err: error }, 'Discord still refuses the connection');
      }
    }
  }

  async function connect(): Promise<void> {
    const before = manager;
    manager = null;
    await before?.destroy();
    const opened = open();
    manager = opened;
    await opened.connect();
  }

  function stateNow(): GatewayState {
    if (state.kind !== 'connected' || clock.now().getTime() - lastHeard < silentAfter) return state;
    return { kind: 'silent', since: lastHeard };
  }

  const save = (): Promise<void> => sessions.save({ [gatewayNoteName]: writeGatewayNote(stateNow(), clock.now()) });

  return {
    start: async () => {
      await connect();
      saving ??= setInterval(() => {
        save().catch((error: unknown) => log.warn({ err: error }, 'the session with Discord could not be stored; it is tried again'));
      }, saveEvery);
      await save();
    },
    stop: async (settled) => {
      stopping.abort();
      if (saving) clearInterval(saving);
      await reviving;
      await settled();
      // With another code Discord would end the session.
      await manager?.destroy({ code: CloseCodes.Resuming });
      await sessions
        .save({ [gatewayNoteName]: null })
        .catch((error: unknown) => log.warn({ err: error }, 'the session with Discord could not be stored'));
      await sessions.close();
    },
    state: stateNow,
    renew: async (missed) => {
      if (stopping.signal.aborted || state.kind !== 'connected') return;
      log.error({ missed }, 'the gateway of Discord is silent: messages stand there that it did not deliver; a new session is begun');
      become('silent');
      await connect();
    },
  };
}

/** Gateway Close Event Codes after which Discord lets nobody reconnect: token, shards, version, intents. */
const fatal: ReadonlySet<number> = new Set([4004, 4010, 4011, 4012, 4013, 4014]);
