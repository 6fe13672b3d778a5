import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createTranslator } from './adapters/icu/translator.ts';
import { createIntake } from './adapters/postgres/intake.ts';
import { prune } from './adapters/postgres/prune.ts';
import { startRelay } from './adapters/postgres/relay.ts';
import { createProcessSender } from './adapters/temporal/processes.ts';
import type { Hear, Platform } from './bots/conversation/platform.ts';
import { createHear } from './bots/conversation/receive.ts';
import type { Config } from './config.ts';
import type { Sender } from './core/ports/sender.ts';
import { features } from './features/index.ts';
import { clock, openHouse } from './house.ts';
import type { House } from './house.ts';
import { createPlatforms } from './platforms.ts';
import type { PlatformParts } from './platforms.ts';
import type { Role } from './roles.ts';
import type { ServerOptions } from './servers.ts';

export type InstanceOptions = ServerOptions & {
  readonly roles: ReadonlySet<Role>;
  /** Platforms beside those of the configuration. */
  readonly extraPlatforms?: (parts: PlatformParts) => readonly Platform[];
};

export type Instance = {
  /** What a newcomer does next. */
  readonly welcome: readonly string[];
  /** Takes nothing new, finishes what runs, lets go of the embedded servers and stops those that nobody else uses. */
  readonly stop: () => Promise<void>;
};

/**
 * The one place where everything is joined, as far as the roles of this process need it.
 * What was started is stopped again, in reverse, when something after it fails.
 * @throws CoopError that says what to do; "start-interrupted" when `signal` says so in between.
 */
export async function startInstance(config: Config, options: InstanceOptions): Promise<Instance> {
  await using stack = new AsyncDisposableStack();
  const { roles, log } = options;
  const house = await openHouse(config, { ...options, processes: roles.has('worker') || roles.has('relay') }, stack);
  const parts = { commands, translator: createTranslator(), log, clock };
  const platforms = [...createPlatforms(config, parts), ...(options.extraPlatforms?.(parts) ?? [])];
  if (roles.has('bots')) await startPlatforms(platforms, { hear: createDoor(house, options), stack });
  if (roles.has('relay')) startSending({ house, platforms, options, stack });
  log.info({ roles: [...roles], platforms: platforms.map(({ name }) => name) }, 'coop runs');
  const running = stack.move();
  return { welcome: welcome(config), stop: () => running.disposeAsync() };
}

const commands = features.flatMap((feature) => feature.commands);

/** Where every platform brings what people say. */
function createDoor({ database, seal, bindPorts }: House, { log }: InstanceOptions): Hear {
  const intake = createIntake({ database, seal, bindPorts });
  return createHear({ commands, intake, clock, log, reference: () => randomBytes(5).toString('hex').slice(0, 8).toUpperCase() });
}

async function startPlatforms(platforms: readonly Platform[], { hear, stack }: { hear: Hear; stack: AsyncDisposableStack }): Promise<void> {
  for (const platform of platforms) {
    stack.defer(() => platform.stop());
    await platform.start(hear);
  }
}

type Joined = {
  readonly house: House;
  readonly platforms: readonly Platform[];
  readonly options: InstanceOptions;
  readonly stack: AsyncDisposableStack;
};

function startSending({ house, platforms, options: { log }, stack }: Joined): void {
  const { database, seal, temporal } = house;
  const senders: Record<string, Sender> = Object.fromEntries(platforms.map((platform) => [platform.name, platform]));
  if (temporal !== null) senders['temporal'] = createProcessSender(temporal, log);
  const relay = startRelay({ database, senders, seal, log });
  stack.defer(() => relay.stop());
  stack.defer(repeat(3_600_000, async () => log.debug(await prune(database), 'what is over was forgotten'), log));
}

/** Does it every so many milliseconds until the returned function is called, which waits for a round under way. */
function repeat(every: number, work: () => Promise<void>, log: Logger): () => Promise<void> {
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = work().catch((error: unknown) => log.warn({ err: error }, 'a regular task failed; it is tried again'));
  }, every);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

function welcome({ discord }: Config): readonly string[] {
  return [
    '',
    'Coop runs. In a second terminal:',
    '  npx coop doctor          says what is there and what is missing',
    '  npx coop chat --as you   talks to it from here',
    discord === null
      ? 'To connect Discord, set DISCORD_TOKEN in a file .env here (the README shows how) and start again.'
      : 'On Discord, type /help.',
    'Ctrl-C stops it.',
    '',
  ];
}
