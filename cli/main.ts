import { once } from 'node:events';
import { processVariables } from '../config.ts';
import { runCommandLine } from './command-line.ts';
import type { Terminal } from './verb.ts';

/** The process around the command line: its streams, its exit code. */
export async function main(): Promise<void> {
  endWithParent();
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', goOnUnheard);
  const code = await runCommandLine(process.argv.slice(2), {
    verbs: await loadVerbs(),
    terminal: processTerminal,
    environment: processVariables,
  });
  // What was printed into a pipe is read at the reader's pace.
  for (const stream of [process.stdout, process.stderr]) if (stream.writableNeedDrain) await once(stream, 'drain');
  process.exit(code);
}

const processTerminal: Terminal = {
  print: (text) => process.stdout.write(`${text}\n`),
  printJson: (document) => process.stdout.write(`${JSON.stringify(document, null, 2)}\n`),
  note: (text) => process.stderr.write(`${text}\n`),
};

async function loadVerbs() {
  const { verbs } = await import('./verbs.ts');
  return verbs;
}

/** When coop.mjs goes on in another Node and is killed there, we end like at a SIGTERM. */
function endWithParent(): void {
  if (process.channel === undefined) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}

/**
 * `coop ... | head`: the reader has enough. What runs ends in order, as if it were asked to, so that no server is left behind.
 * A terminal that was closed (EIO) takes nothing more: SIGHUP says so to whoever runs. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') {
    if (hasEnough) return;
    hasEnough = true;
    if (!process.emit('SIGTERM')) process.exit(0);
    return;
  }
  if (error.code !== 'EIO') throw error;
}

let hasEnough = false;

/** Nobody reads what is noted any more: what runs goes on, and ends in order when it is asked to. */
function goOnUnheard(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
