import { spawn } from 'node:child_process';

export type Run = {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Looked at twice a second: a reason ends the program and everything that it started. */
  readonly giveUp?: (elapsed: number) => string | null;
  readonly signal?: AbortSignal | undefined;
};

/** How a program ended: null for well, else why not, in a short line. `output` is the end of what it said. */
export type Ended = { readonly failure: string | null; readonly output: string };

/** Runs a program to its end. */
export async function runProgram(run: Run): Promise<Ended> {
  const ended = Promise.withResolvers<Ended>();
  const windows = process.platform === 'win32';
  const child = spawn(run.program, run.parameters, {
    env: run.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    windowsHide: true,
  });
  const end = () => {
    if (child.pid === undefined) return;
    if (windows) child.kill();
    else killGroup(child.pid);
  };
  let output = '';
  let reason: string | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000);
    });
  }
  const began = performance.now();
  const watch = setInterval(() => {
    reason ??= run.signal?.aborted === true ? 'interrupted' : (run.giveUp?.(performance.now() - began) ?? null);
    if (reason !== null) end();
  }, 500);
  child.once('error', (error) => ended.resolve({ failure: error.message, output }));
  child.once('close', (code, signal) => {
    ended.resolve({ failure: reason ?? (code === 0 ? null : (lastLine(output) ?? `it ended with ${String(code ?? signal)}`)), output });
  });
  // Ended with us: it has a process group of its own, so that a Ctrl-C does not reach it.
  process.once('exit', end);
  return ended.promise.finally(() => {
    clearInterval(watch);
    process.off('exit', end);
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function lastLine(output: string): string | null {
  return (
    output
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 300) ?? null
  );
}
