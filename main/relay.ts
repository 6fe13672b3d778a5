import type { Logger } from 'pino';
import { prune } from '../adapters/postgres/prune.ts';
import { startRelay } from '../adapters/postgres/relay.ts';
import { createProcessSender } from '../adapters/temporal/processes.ts';
import type { Platform } from '../bots/conversation/platform.ts';
import type { Sender } from '../core/ports/sender.ts';
import type { Joined } from './house.ts';

/** The role "relay": carries the outbox to the platforms and to the durable processes, and forgets what is over. */
export function startSending({ house, log, stack }: Joined, platforms: readonly Platform[]): void {
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
