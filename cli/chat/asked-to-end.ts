import { onEnding } from '../signals.ts';

export type AskedToEnd = {
  /** Resolves with the exit code that belongs to the signal. */
  readonly asked: Promise<number>;
  readonly signal: AbortSignal;
  /** Ctrl-C where a prompt takes the keys. */
  readonly ask: () => void;
};

/** The first signal asks, the second ends at once. Exit codes as shells have them: 128 and the signal's number. */
export function askedToEnd(): AskedToEnd {
  const controller = new AbortController();
  const asked = Promise.withResolvers<number>();
  const ask = (code: number): void => {
    if (controller.signal.aborted) process.exit(code);
    controller.abort();
    asked.resolve(code);
  };
  const asksBy = (name: NodeJS.Signals): void => ask(codes.get(name) ?? 130);
  onEnding(asksBy, asksBy);
  return { asked: asked.promise, signal: controller.signal, ask: () => ask(130) };
}

const codes: ReadonlyMap<NodeJS.Signals, number> = new Map([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]);
