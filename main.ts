import { createTranslator } from './adapters/icu/translator.ts';
import { createGlance } from './adapters/postgres/glance.ts';
import { createConsoleBoard } from './adapters/postgres/console-board.ts';
import { createPlatformHold } from './adapters/postgres/platform-hold.ts';
import { createPlatformMemory } from './adapters/postgres/platform-memory.ts';
import { createWaiting } from './bots/commands/waiting/create-waiting.ts';
import { withHelp } from './bots/conversation/help.ts';
import { createSuggest } from './bots/conversation/suggest.ts';
import type { Config } from './config.ts';
import type { PlatformName } from './core/ids.ts';
import { commands, suggesters, waitingSources } from './features/index.ts';
import { startPlatforms } from './main/door.ts';
import { clock, openHouse } from './main/house.ts';
import { noteInstance } from './main/instances.ts';
import { lookForDeletions, takeDeletions } from './main/deletions.ts';
import { startPages } from './main/pages.ts';
import { createPlatforms } from './main/platforms.ts';
import { createReconciler } from './main/reconciler.ts';
import { startSending } from './main/relay.ts';
import type { Role } from './main/roles.ts';
import type { ServerOptions } from './main/servers.ts';
import { welcome } from './main/welcome.ts';
import { startWorking } from './main/worker.ts';

export type InstanceOptions = ServerOptions & { readonly roles: ReadonlySet<Role> };

export type Instance = {
  /** What a newcomer does next. */
  readonly welcome: readonly string[];
  /** Takes nothing new, finishes what runs, lets go of the embedded servers and stops those that nobody else uses. */
  readonly stop: () => Promise<void>;
};

/**
 * The one place where everything is joined, as far as the roles of this process need it; each role has a file in main/.
 * What was started is stopped again, in reverse, when something after it fails.
 * @throws CoopError that says what to do; "start-interrupted" when `signal` says so in between.
 */
export async function startInstance(config: Config, options: InstanceOptions): Promise<Instance> {
  await using stack = new AsyncDisposableStack();
  const { roles, log } = options;
  const house = await openHouse(config, { ...options, processes: roles.has('worker') || roles.has('relay') }, stack);
  const joined = { house, log, stack };
  const board = createConsoleBoard({ database: house.database, log });
  const memoryOf = (platform: PlatformName) => createPlatformMemory(platform, house);
  const holdOf = (platform: PlatformName) => createPlatformHold(platform, { url: house.databaseUrl, log });
  const glance = createGlance(house);
  const looking = {
    suggest: createSuggest({ commands: withHelp(commands), glance, suggesters }),
    waiting: createWaiting({ glance, sources: waitingSources }),
  };
  const deleted = takeDeletions(joined);
  const platforms = await createPlatforms(config, {
    commands,
    translator: createTranslator(),
    log,
    clock,
    board,
    memoryOf,
    holdOf,
    deleted,
    ...looking,
  });
  const doors = roles.has('bots') ? platforms.flatMap(({ routes }) => routes ?? []) : [];
  const url = roles.has('web') || doors.length > 0 ? await startPages(joined, config, { pages: roles.has('web'), doors }) : null;
  const sending = platforms.filter((platform) => roles.has(platform.sendsWhereItHears === true ? 'bots' : 'relay'));
  if (url !== null && roles.has('web')) house.pages.servedAt(url);
  if (roles.has('relay') || sending.length > 0) startSending(joined, sending);
  // Before the worker, which may have a vote to count at once: only a platform that is connected can be read back for what it missed.
  const reconciler = roles.has('bots')
    ? createReconciler({ platforms, memoryOf, lookForDeletions: lookForDeletions(joined, deleted), clock, log })
    : null;
  if (reconciler !== null) await startPlatforms(joined, { platforms, reconciler });
  const { temporal } = house;
  if (roles.has('worker') && temporal !== null)
    await startWorking(joined, { temporal, platforms, sweeps: reconciler?.sweeps ?? null, pageOf: house.pages.ofVote });
  stack.defer(await noteInstance(config.home, { pid: process.pid, roles: [...roles], url }));
  log.info({ roles: [...roles], platforms: platforms.map(({ name }) => name), url }, 'coop runs');
  const running = stack.move();
  return { welcome: welcome(config, { roles, url }), stop: () => running.disposeAsync() };
}
