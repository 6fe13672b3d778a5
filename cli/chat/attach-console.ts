import { randomUUID } from 'node:crypto';
import { longestSaid } from '../../bots/console/protocol.ts';
import type { Frame, Request, Shown } from '../../bots/console/protocol.ts';
import { defaultRoom } from '../../bots/console/names.ts';
import { CoopError } from '../../core/errors.ts';
import type { Connection } from './connection.ts';
import { reachAgain, reachFirst } from './reach.ts';

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
  /** Lines in hand are answered first, if that takes no longer than 2 s. Resolves when the instance has let go. */
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
  const first = await reachFirst(home, { name, room, after: null });
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
        if (!waiting.has(frame.event)) return;
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
      try {
        for await (const frame of connection.frames) take(frame);
      } finally {
        clearInterval(reporting);
      }
      if (leaving) return;
      options.lost?.();
      const found = await reachAgain(home, { name, room, after: position }, { patience, isLeft: () => leaving });
      if (found === null) return;
      connection = found;
      for (const { request } of waiting.values()) void connection.send(request);
      options.back?.();
    }
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
      const impatience = setTimeout(() => connection.drop(), 2_000);
      await ended.catch(() => {}); // whoever waits for it is told
      clearTimeout(impatience);
    },
  };
}
