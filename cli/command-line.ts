import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import type { Variables } from '../config.ts';
import { CoopError } from '../core/errors.ts';
import { UsageError } from './usage-error.ts';
import type { Terminal, Verb } from './verb.ts';

export type CommandLine = { readonly verbs: readonly Verb[]; readonly terminal: Terminal; readonly environment: Variables };

/**
 * Runs one line: 0 done, 1 refused or not in order, 2 the command line itself was wrong.
 * Whatever happens is said in words on standard error; never a stack trace.
 */
export async function runCommandLine(words: readonly string[], { verbs, terminal, environment }: CommandLine): Promise<0 | 1 | 2> {
  let code: 0 | 1 = 0;
  const program = base(new Command('coop'), terminal)
    .description('Acting together without a boss: votes, goals, plans and roles across chat platforms.')
    .version(version(), '--version', 'print the version')
    .addHelpText('after', `\nExamples:\n  $ npx coop start\n  $ npx coop doctor\n  $ npx coop <verb> --help`);
  for (const verb of verbs) {
    const command = base(new Command(verb.name), terminal).summary(verb.summary).description(verb.summary);
    verb.configure(command);
    const heading = verb.examples.length === 1 ? 'Example:' : 'Examples:';
    command.addHelpText('after', ['', heading, ...verb.examples.map((example) => `  $ ${example}`)].join('\n'));
    command.action(async () => {
      code = await verb.run({ positional: command.args, options: command.opts(), terminal, environment });
    });
    program.addCommand(command);
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return refuse(error, terminal);
  }
}

function base(command: Command, terminal: Terminal): Command {
  const write = (say: (text: string) => void) => (text: string) => say(text.replace(/\n$/, ''));
  return command
    .exitOverride()
    .showHelpAfterError('Try --help.')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write(terminal.print), writeErr: write(terminal.note) });
}

function refuse(error: unknown, terminal: Terminal): 0 | 1 | 2 {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander said it already
  if (error instanceof CoopError) {
    terminal.note(error.message);
    for (const reason of causes(error)) terminal.note(`  because: ${reason}`);
    return error instanceof UsageError ? 2 : 1;
  }
  terminal.note(
    `Something unexpected happened: ${[error instanceof Error ? error.message : String(error), ...causes(error)].join(' <- ')}`,
  );
  terminal.note('This is a defect of coop, not yours. `npx coop doctor` shows whether something around it is amiss.');
  return 1;
}

/** First lines of what stands behind an error. */
function causes(error: unknown): string[] {
  const reasons: string[] = [];
  for (let cause = error instanceof Error ? error.cause : null; cause instanceof Error && reasons.length < 5; cause = cause.cause) {
    const reason = (cause.message.split('\n')[0] ?? '').slice(0, 300);
    if (reason !== '') reasons.push(reason);
  }
  return reasons;
}

const Manifest = z.object({ version: z.string() });

function version(): string {
  return Manifest.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
}
