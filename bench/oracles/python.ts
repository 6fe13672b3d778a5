import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** A choice as the program reads it: ranks, grades, or the places that are approved of. */
type Choice = readonly (readonly number[])[] | readonly (number | null)[];

export type Question =
  | {
      readonly id: string;
      readonly rule: string;
      readonly options: number;
      readonly seats: number;
      readonly unranked: 'last' | 'ignored';
      readonly ballots: readonly (readonly [Choice, number])[];
    }
  | { readonly id: string; readonly rule: 'equal-shares' | 'greedy'; readonly file: string };

const Answer = z.union([
  z.object({ id: z.string(), winners: z.array(z.union([z.int(), z.string()])), seconds: z.number() }),
  z.object({ id: z.string(), error: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** `patience`: milliseconds for one question. */
type How = { readonly note: (line: string) => void; readonly patience: number };

/**
 * Asks `pref_voting`, `abcvoting` and `pabutools` (PyPI), installed beside us at their first use. A question that takes longer than
 * the patience is answered with an error, and those after it are asked of a new process.
 * @throws Error where they cannot be installed
 */
export async function askPython(questions: readonly Question[], how: How): Promise<ReadonlyMap<string, Answer>> {
  const python = install(how.note);
  const answers = new Map<string, Answer>();
  let left = questions;
  while (left.length > 0) {
    for (const answer of await askOnce(python, left, how.patience)) answers.set(answer.id, answer);
    left = left.filter(({ id }) => !answers.has(id));
    const [stuck] = left;
    if (stuck === undefined) break;
    answers.set(stuck.id, { id: stuck.id, error: `no answer within ${how.patience / 1_000} s` });
    left = left.slice(1);
  }
  return answers;
}

/** The answers until one does not come. Starting has ten times the patience: the libraries are large. */
async function askOnce(python: string, questions: readonly Question[], patience: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const child = spawn(python, [join(import.meta.dirname, 'count.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  let timer = setTimeout(() => child.kill('SIGKILL'), 10 * patience);
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(questions));
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(timer);
    timer = setTimeout(() => child.kill('SIGKILL'), patience);
    if (line !== ready) answers.push(Answer.parse(JSON.parse(line)));
  }
  clearTimeout(timer);
  return answers;
}

/** What it says once its libraries are loaded. */
const ready = 'ready';

/** The interpreter that knows them. */
function install(note: (line: string) => void): string {
  const folder = join(import.meta.dirname, '.venv');
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(join(folder, 'complete'))) return python;
  note('installing the oracles of PyPI into bench/oracles/.venv, about a minute');
  rmSync(folder, { recursive: true, force: true });
  const steps: readonly (readonly [string, ...string[]])[] = [
    ['python3', '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--requirement', join(import.meta.dirname, 'requirements.txt')],
    [python, '-c', `open(${JSON.stringify(join(folder, 'complete'))}, "w")`],
  ];
  for (const [program, ...words] of steps)
    if (spawnSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
      throw new Error(`the oracles are missing: "${program} ${words.join(' ')}" failed. Python 3.10 or newer is needed.`);
  return python;
}
