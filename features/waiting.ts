import type { Ports } from '../adapters/postgres/ports.ts';
import { meWaiting } from '../bots/commands/me-waiting.ts';
import type { WaitingSource } from '../core/waiting/waiting.ts';
import type { Feature } from './feature.ts';

/** What waits for one person to do, as each of the features tells it. */
export function waiting(sources: readonly WaitingSource<Ports>[]) {
  return { name: 'waiting', commands: [meWaiting(sources)], personal: [] } satisfies Feature;
}
