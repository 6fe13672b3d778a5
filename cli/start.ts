import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { CoopError } from '../core/errors.ts';
import { makeDataFolder } from './data-folder.ts';
import { createLog } from './log.ts';
import { roles, Role } from '../main/roles.ts';
import { onEnding } from './signals.ts';
import { UsageError } from './usage-error.ts';
import type { Verb } from './verb.ts';

const Options = z.object({ roles: z.string().optional() });

export const start: Verb = {
  name: 'start',
  summary: 'Run the network: chat bots, workflows, messages and pages, in one process or in several.',
  examples: ['npx coop start', 'npx coop start --roles bots', 'npx coop start --roles worker,relay,web'],
  configure: (command) => {
    command.option('--roles <list>', `which of ${roles.join(', ')} this process takes (default: all)`);
  },
  run: async ({ options, terminal, environment }) => {
    const wanted = readRoles(Options.parse(options).roles);
    const config = loadConfig(environment);
    for (const { what, advice } of config.oddities) terminal.note(`Mind: ${what}; ${advice}`);
    makeDataFolder(config.home);
    const log = createLog(config, process.stderr);
    const stopping = askedToStop();
    const { startInstance } = await import('../main.ts');
    try {
      const instance = await startInstance(config, { roles: wanted, log, progress: terminal.note, signal: stopping.signal });
      for (const line of instance.welcome) terminal.note(line);
      await stopping.asked;
      terminal.note('Stopping: what runs is finished first. Ctrl-C again ends at once; nothing that was acknowledged is lost.');
      await instance.stop();
      return 0;
    } catch (error) {
      if (stopping.signal.aborted && error instanceof CoopError && error.code === 'start-interrupted') return 0;
      throw error;
    }
  },
};

function readRoles(list: string | undefined): ReadonlySet<Role> {
  if (list === undefined) return new Set(roles);
  const parsed = z
    .array(Role)
    .min(1)
    .safeParse(list.split(',').map((name) => name.trim()));
  if (parsed.success) return new Set(parsed.data);
  throw new UsageError(`--roles ${list}: it takes one or more of ${roles.join(', ')}, with commas between. Example: --roles bots,relay`);
}

/** The first signal asks, the second ends at once. */
function askedToStop(): { asked: Promise<void>; signal: AbortSignal } {
  const controller = new AbortController();
  const asked = Promise.withResolvers<void>();
  onEnding(
    () => {
      controller.abort();
      asked.resolve();
    },
    () => process.exit(130),
  );
  return { asked: asked.promise, signal: controller.signal };
}
