import type { PlatformName } from '../ids.ts';
import type { Arrival } from './intake.ts';

/** Somebody who has said nothing yet: who types, opens a list, or looks at what waits. */
export type Onlooker = {
  readonly platform: PlatformName;
  readonly installation: string;
  /** The platform's id of the account. */
  readonly account: string;
  /** The platform's id of the channel, room or repository; "" where there is none. */
  readonly place: string;
};

/** Who that is, and where. */
export type Sight = Pick<Arrival, 'person' | 'settings' | 'network' | 'membership'>;

/**
 * Looks without hearing: a transaction that reads and writes nothing, so that it may be repeated and lost. Null for an account
 * that was never heard.
 */
export type Glance<Ports> = <R>(onlooker: Onlooker, look: (sight: Sight, ports: Ports) => Promise<R>) => Promise<R | null>;
