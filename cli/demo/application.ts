import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Variables } from '../../config.ts';
import { CoopError } from '../../core/errors.ts';

export type Application = {
  /** Where its pages are, as soon as it runs. Rejects when it ends before. */
  readonly url: Promise<string>;
  /** kill -9: no goodbye, no clean-up. */
  readonly kill: () => Promise<void>;
  /** Asks it to end, also while it starts, and waits for it and its servers. */
  readonly stop: () => Promise<void>;
};

/** The program of `npx coop`. */
export const door = join(import.meta.dirname, '..', 'coop.mjs');

/** `coop start` as a process of its own. What takes long (building a server, once) is passed on. */
export function startApplication(environment: Variables, progress: (line: string) => void): Application {
  // A group of its own: Ctrl-C is for the story, which stops it in order. The channel lets it notice when the story is killed.
  const child = spawn(process.execPath, [door, 'start'], { env: environment, detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said: string[] = [];
  const runs = Promise.withResolvers<string>();
  let isStarting = true;
  if (child.stderr === null) throw new CoopError('demo', 'the bot has no standard error');
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    const [, url] = /^Coop runs, its pages are at (\S+?)\. /u.exec(line) ?? [];
    if (url !== undefined) {
      isStarting = false;
      runs.resolve(url);
    } else if (isStarting && line !== '' && !line.startsWith('{')) progress(line);
  });
  const ended = once(child, 'exit');
  ended.then(
    () => runs.reject(new CoopError('demo', `the bot did not start:\n${said.slice(-8).join('\n')}`)),
    (error: unknown) => runs.reject(error),
  );
  runs.promise.catch(() => {}); // whoever waits for the address is told
  return { url: runs.promise, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
