#!/usr/bin/env node
// The door of the command line, for whatever Node a machine has (20 and up): goes on in the Node 24 that npm installed
// beside us, makes the database client when the schema changed, then hands over to main.ts. Plain JavaScript on purpose.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major >= 24) await run();
else await goOnInNode24();

async function run() {
  await import('../tools/generate-client.mjs');
  const { main } = await import('./main.ts');
  await main();
}

async function goOnInNode24() {
  const node = findNode24();
  if (node === null) {
    process.stderr.write(
      `This needs Node 24 and runs on ${major}.${minor}. It comes with: npm ci --include=optional (in ${root}), or from https://nodejs.org\n`,
    );
    process.exitCode = 1;
    return;
  }
  // The channel lets the child notice when we are killed; see main.ts.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Handed on, whoever was meant; where both get it, the child takes it as one (see cli/signals.ts). It decides when it is done.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${node} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

/** The siblings of one package, one per system: each has its program under bin/. */
function findNode24() {
  const require = createRequire(import.meta.url);
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  for (const name of [`node-${system}`, `node-bin-${system}`]) {
    try {
      const program = join(dirname(require.resolve(`${name}/package.json`)), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
      if (existsSync(program)) return program;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return null;
}
