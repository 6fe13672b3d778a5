import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../cli/command-line.ts';
import { verbs } from '../../cli/verbs.ts';

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** `coop WORDS` in this process: what a terminal would see. */
export async function coop(...words: readonly string[]): Promise<Ran> {
  return coopIn({}, ...words);
}

/** The same with an environment, such as COOP_HOME. */
export async function coopIn(environment: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    print: (line: string) => void out.push(line),
    printJson: (document: unknown) => void out.push(JSON.stringify(document, null, 2)),
    note: (line: string) => void err.push(line),
  };
  const code = await runCommandLine(words, { verbs, terminal, environment });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

/** The same as a process of its own. */
export async function spawnCoop(...words: readonly string[]): Promise<Ran> {
  const door = join(import.meta.dirname, '../../cli/coop.mjs');
  const child = spawn(process.execPath, [door, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
