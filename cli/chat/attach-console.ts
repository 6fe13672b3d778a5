import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { longestSaid } from '../../bots/console/protocol.ts';
import type { Frame, Request, Shown } from '../../bots/console/protocol.ts';
import { defaultRoom } from '../../bots/console/names.ts';
import { CoopError } from '../../core/errors.ts';
import { openConnection } from './connection.ts';
import type { Attaching, Connection } from './connection.ts';

export type ConsoleOptions = {
  readonly name: string;
  /** Default: the room that everybody is in. */
  readonly room?: string | undefined;
  /** Gets each message once, in order. `isOwn`: it answers a line of this terminal. */
  readonly shows: (shown: ShownHere) => void;
  /** The instance is gone; it is looked for until it comes back. */
  readonly lost?: () => void;
  readonly back?: () => void;
  /** Milliseconds that an instance which is gone is looked for. Default 60,000. */
  readonly patience?: number;
};

export type ShownHere = Pick<Shown, 'heading' | 'text'> & { readonly isOwn: boolean };

/** A terminal as code: says lines, is shown messages, and outlives the instance. */
export type ConsoleClient = {
  /** Says a line; resolves with its answer once it was shown, also when the instance died in between. `direct`: not in the room, alone. */
  readonly say: (text: string, where?: { direct?: boolean }) => Promise<string>;
  /** Resolves once everything was shown that stands there now or is about to. */
  readonly settle: () => Promise<void>;
  /** Resolves when the instance has let go. */
  readonly leave: () => Promise<void>;
  /** Resolves after `leave`; rejects with a CoopError when the instance is gone and none comes back. */
  readonly ended: Promise<void>;
};

/** Attaches to the instance that runs over a data folder. Null when none does. @throws CoopError when it refuses. */
export async function attachConsole(home: string, options: ConsoleOptions): Promise<ConsoleClient | null> {
  const { name, room = defaultRoom, shows, patience = 60_000 } = options;
  /** What was asked and not answered yet, in order: asked again after a break, with the same ids. */
  const waiting = new Map<string, { request: Request; answered: (text: string) => void; failed: (error: unknown) => void }>();
  const said = new Set<string>();
  const answered = new Set<string>();
  const first = await openFirst(home, { name, room, after: null });
  if (first === null) return null;
  let connection: Connection = first;
  let { position } = first;
  let reported: string | null = null;
  let leaving = false;
  let over: Error | null = null;

  function take(frame: Frame): void {
    switch (frame.kind) {
      case 'shown':
        return show(frame);
      case 'late':
        shows({ heading: null, text: frame.text, isOwn: true });
        return finish(frame.event, frame.text);
      case 'unread':
      case 'refused':
        return shows({ heading: null, text: frame.text, isOwn: true });
      case 'settled':
        return finish(frame.id, '');
      case 'attached':
        return;
      default:
        return frame satisfies never;
    }
  }

  function show({ position: stands, event, heading, text }: Shown): void {
    if (stands !== null) position = stands;
    const isOwn = event !== null && said.has(event);
    if (isOwn && answered.has(event)) return;
    shows({ heading: isOwn ? null : heading, text, isOwn });
    if (!isOwn) return;
    answered.add(event);
    finish(event, text);
  }

  function finish(id: string, text: string): void {
    waiting.get(id)?.answered(text);
    waiting.delete(id);
  }

  async function follow(): Promise<void> {
    for (;;) {
      const reporting = setInterval(report, 500);
      for await (const frame of connection.frames) take(frame);
      clearInterval(reporting);
      if (leaving) return;
      options.lost?.();
      const found = await lookFor();
      if (found === null) return;
      connection = found;
      options.back?.();
      for (const { request } of waiting.values()) void connection.send(request);
    }
  }

  /** With growing pauses. Null when we leave meanwhile. */
  async function lookFor(): Promise<Connection | null> {
    const until = performance.now() + patience;
    for (let pause = 50; performance.now() < until; pause = Math.min(pause * 1.5, 2_000)) {
      await sleep(pause);
      if (leaving) return null;
      const found = await openConnection(home, { name, room, after: position }).catch(unlessFinal);
      if (found !== null) return found;
    }
    throw new CoopError(
      'console-gone',
      `The instance did not come back within ${Math.round(patience / 1000)} seconds. Start it (npx coop start) and chat again: what was answered is done, and what you missed will be shown.`,
    );
  }

  /** So that whoever attaches under this name later is not shown the same again. */
  function report(): void {
    if (position === reported) return;
    reported = position;
    void connection.send({ kind: 'seen', position });
  }

  function ask(request: Extract<Request, { id: string }>): Promise<string> {
    return new Promise((resolve, reject) => {
      if (over !== null) return reject(over);
      waiting.set(request.id, { request, answered: resolve, failed: reject });
      void connection.send(request);
    });
  }

  const ended = follow();
  const end = (error: Error): void => {
    over = error;
    for (const { failed } of waiting.values()) failed(error);
  };
  ended.then(() => end(new CoopError('console-left', 'The terminal was left before this was answered.')), end);

  return {
    ended,
    say: (text, { direct = false } = {}) => {
      const id = randomUUID();
      said.add(id);
      return ask({ kind: 'say', id, text: text.slice(0, longestSaid), direct });
    },
    settle: async () => void (await ask({ kind: 'settle', id: randomUUID() })),
    leave: async () => {
      leaving = true;
      report();
      connection.hangUp();
      await ended;
    },
  };
}

/** An instance that just starts or ends may hang up. */
async function openFirst(home: string, attaching: Attaching): Promise<Connection | null> {
  for (let left = 10; ; left -= 1) {
    try {
      return await openConnection(home, attaching);
    } catch (error) {
      if (left === 0 || !(error instanceof CoopError && error.code === 'console-broken')) throw error;
      await sleep(200);
    }
  }
}

/** An instance that just starts or ends may fail in many ways; being refused stays so. */
function unlessFinal(error: unknown): null {
  if (error instanceof CoopError && (error.code === 'console-refused' || error.code === 'console-forbidden')) throw error;
  return null;
}
