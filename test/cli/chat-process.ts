import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Variables } from '../../config.ts';
import type { Ran } from './run-coop.ts';

const door = join(import.meta.dirname, '../../cli/coop.mjs');

/** A running `coop start`. */
export type RunningInstance = {
  /** kill -9. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** `coop start`, once it runs. */
export async function startCoop(environment: Variables): Promise<RunningInstance> {
  const child = spawn(process.execPath, [door, 'start'], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  const runs = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (line.startsWith('Coop runs')) runs.resolve();
  });
  const ended = once(child, 'exit');
  await Promise.race([runs.promise, ended.then(() => Promise.reject(new Error(`it did not start:\n${said.join('\n')}`)))]);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

export type RunningChat = {
  readonly child: ChildProcess;
  /** Says a line into the pipe. */
  readonly say: (line: string) => void;
  /** Ends the pipe. */
  readonly end: () => void;
  readonly out: () => string;
  readonly err: () => string;
  readonly ran: Promise<Ran>;
};

/** `coop chat WORDS` with a pipe for its input. */
export function startChat(environment: Variables, ...words: readonly string[]): RunningChat {
  const child = spawn(process.execPath, [door, 'chat', ...words], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  const [out, err]: string[][] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => out?.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err?.push(chunk));
  child.stdin.on('error', () => {}); // it ended before it read everything
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    say: (line) => void child.stdin.write(`${line}\n`),
    end: () => void child.stdin.end(),
    out: () => out?.join('') ?? '',
    err: () => err?.join('') ?? '',
    ran: Promise.all([exit, text(child.stdout), text(child.stderr)]).then(([code, whole, errors]) => ({ code, out: whole, err: errors })),
  };
}

/** The same with a whole script. */
export function chat(environment: Variables, script: string, ...words: readonly string[]): Promise<Ran> {
  const running = startChat(environment, ...words);
  running.child.stdin?.end(script);
  return running.ran;
}
