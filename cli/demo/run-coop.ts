import { execFile } from 'node:child_process';
import { processVariables } from '../../config.ts';
import { door } from './application.ts';
import type { Teller } from './teller.ts';

/** Runs `coop WORDS` as a program of its own and tells what it prints. Returns its exit code. */
export async function runCoop(words: readonly string[], { teller, home }: { teller: Teller; home: string }): Promise<number> {
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, [door, ...words], { env: { ...processVariables, COOP_HOME: home } }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout }),
    );
  });
  for (const line of output.split('\n').filter((text) => text.trim() !== '')) {
    await teller.tells(line.replaceAll(`${home}/`, ''), code === 0 ? 'good' : 'bad');
  }
  return code;
}
