import type { Clock } from '../../core/ports/clock.ts';
import type { GatewayState } from './gateway-note.ts';
import { timeOf } from './snowflake.ts';

/** Milliseconds: what is younger may still be on its way. */
const grace = 15_000;
/** Milliseconds from one alarm to the next: Discord takes 1,000 new sessions a day. */
const atMostEvery = 10 * 60_000;

export type Silence = {
  /** A message that nobody told us of was read back. */
  readonly readBack: (message: string, gateway: GatewayState | undefined) => void;
  /** How many messages the gateway kept from us while it was connected, when that is a reason for an alarm now; else 0. */
  readonly alarm: () => number;
};

/** Notices a gateway that answers every heartbeat and delivers nothing: what is read back while it is connected should have come. */
export function createSilence(clock: Clock): Silence {
  let missed = 0;
  let alarmed = -Infinity;
  return {
    readBack: (message, gateway) => {
      const at = timeOf(message).getTime();
      const wasConnected = gateway?.kind === 'connected' && at > gateway.since + grace;
      if (wasConnected && at < clock.now().getTime() - grace) missed += 1;
    },
    alarm: () => {
      const found = missed;
      missed = 0;
      const now = clock.now().getTime();
      if (found === 0 || now - alarmed < atMostEvery) return 0;
      alarmed = now;
      return found;
    },
  };
}
