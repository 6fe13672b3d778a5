import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockExclusively } from '../../adapters/embedded/process-lock.ts';
import { runProgram } from '../../adapters/embedded/run-program.ts';
import { CoopError } from '../../core/errors.ts';

const folder = import.meta.dirname;
const installed = join(folder, 'node_modules', '.cooperatus-installed');
const command = 'npm ci --prefix test/peers --ignore-scripts';
const patience = 15 * 60_000;

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (line: string) => void;

/**
 * The peers that the tests and the demo talk to, installed into test/peers/node_modules on first use and again whenever the
 * lockfile changed. No install script runs. Safe to be called by many processes at once.
 * @throws CoopError "peers-missing" with the command to run by hand.
 */
export async function installPeers(environment: Environment = process.env, print: Print = toTerminal): Promise<void> {
  const wanted = await fingerprint();
  if (await isInstalled(wanted)) return;
  await mkdir(join(folder, '.cache'), { recursive: true });
  const lock = await lockExclusively(join(folder, '.cache', 'install.lock'), patience, () =>
    print('waiting for another installation of the test peers'),
  );
  try {
    if (await isInstalled(wanted)) return;
    await install(environment, print);
    await writeFile(installed, wanted);
  } finally {
    lock.release();
  }
}

/**
 * Whether the peers are there. Where they cannot be had it says so loudly, and false lets a test skip itself; with CI=true
 * their absence is a failure.
 */
export async function havePeers(environment: Environment = process.env, print: Print = toTerminal): Promise<boolean> {
  try {
    await installPeers(environment, print);
    return true;
  } catch (error) {
    if (environment['CI'] === 'true') throw error;
    print(`\nTEST PEERS ARE MISSING, tests over real wires are skipped: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

async function install(environment: Environment, print: Print): Promise<void> {
  print('test/peers: the servers that play Discord (discord-digital-twin), Slack (local-slack) and GitHub (emulate) are installed once,');
  print('test/peers: with what checks them and a browser (Chromium 147); Matrix (Synapse) is installed by itself when it is needed');
  print('test/peers: about 100 MB to fetch, 265 MB on disk, 1 to 3 minutes on a usual connection');
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1_000);
  const progress = setInterval(() => print(`test/peers: fetching and unpacking, ${seconds()} s`), 5_000);
  try {
    const { failure } = await runProgram({
      program: process.platform === 'win32' ? 'npm.cmd' : 'npm',
      parameters: ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'],
      environment,
    });
    if (failure !== null) throw new CoopError('peers-missing', `they could not be installed (${failure}); run: ${command}`);
  } finally {
    clearInterval(progress);
  }
  print(`test/peers: installed in ${seconds()} s`);
}

async function isInstalled(wanted: string): Promise<boolean> {
  try {
    return (await readFile(installed, 'utf8')) === wanted;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** The lockfile's, the system's and the processor's: some packages are made for one of each. */
async function fingerprint(): Promise<string> {
  const lockfile = await readFile(join(folder, 'package-lock.json'));
  return createHash('sha256').update(lockfile).update(`${process.platform} ${process.arch}`).digest('hex');
}

function toTerminal(line: string): void {
  process.stderr.write(`${line}\n`);
}
