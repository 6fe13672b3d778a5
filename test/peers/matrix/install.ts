import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockExclusively } from '../../../adapters/embedded/process-lock.ts';
import { runProgram } from '../../../adapters/embedded/run-program.ts';
import { CoopError } from '../../../core/errors.ts';

const wanted = 'matrix-synapse==1.163.2';
const cache = join(import.meta.dirname, '..', '.cache');
const folder = join(cache, 'synapse');
const mark = join(folder, 'installed');
const patience = 15 * 60_000;

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

/** The Python that runs Synapse, in a virtual environment of its own. */
export const synapsePython = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');

/**
 * Synapse, the homeserver that the tests and the demo talk to, installed on first use into a folder that git ignores. Needs
 * Python 3.10 or later and no root. Safe to be called by many processes at once.
 * @throws CoopError "peers-missing" with the commands to run by hand.
 */
export async function installSynapse(environment: Environment = process.env, print: Print = toTerminal): Promise<void> {
  if (await isInstalled()) return;
  await mkdir(cache, { recursive: true });
  const lock = await lockExclusively(join(cache, 'synapse.lock'), patience, () => print('waiting for another installation of Synapse'));
  try {
    if (await isInstalled()) return;
    await install(environment, print);
    await writeFile(mark, wanted);
  } finally {
    lock.release();
  }
}

/** Whether it is there. As `havePeers`: its absence is said loudly, and is a failure with CI=true. */
export async function haveSynapse(environment: Environment = process.env, print: Print = toTerminal): Promise<boolean> {
  try {
    await installSynapse(environment, print);
    return true;
  } catch (error) {
    if (environment['CI'] === 'true') throw error;
    print(`\nSYNAPSE IS MISSING, tests over Matrix are skipped: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

async function install(environment: Environment, print: Print): Promise<void> {
  print(`test/peers: Matrix (${wanted}) is installed once: about 80 MB to fetch, 250 MB on disk, half a minute to two`);
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1_000);
  const progress = setInterval(() => print(`test/peers: fetching and unpacking Synapse, ${seconds()} s`), 5_000);
  try {
    await rm(folder, { recursive: true, force: true });
    const python = environment['PYTHON'] ?? (process.platform === 'win32' ? 'python' : 'python3');
    await run(python, ['-m', 'venv', folder], environment);
    await run(
      synapsePython,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', 'matrix-synapse', wanted],
      environment,
    );
  } finally {
    clearInterval(progress);
  }
  print(`test/peers: Synapse installed in ${seconds()} s`);
}

async function run(program: string, parameters: readonly string[], environment: Environment): Promise<void> {
  const { failure } = await runProgram({ program, parameters, environment });
  if (failure === null) return;
  const byHand = `python3 -m venv ${folder} && ${synapsePython} -m pip install ${wanted}`;
  throw new CoopError('peers-missing', `Synapse could not be installed (${failure}); it needs Python 3.10 or later; run: ${byHand}`);
}

async function isInstalled(): Promise<boolean> {
  try {
    return (await readFile(mark, 'utf8')) === wanted;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function toTerminal(line: string): void {
  process.stderr.write(`${line}\n`);
}
