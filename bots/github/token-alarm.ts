import type { Logger } from 'pino';
import { isRejected } from './github-errors.ts';

/** Told of every request: null when it was answered, else why not. */
export type TokenAlarm = (error: unknown) => void;

/** A key or token that is revoked while we run is told of once, however often it is refused: messages wait until it is accepted again. */
export function createTokenAlarm(log: Logger): TokenAlarm {
  let isRefused = false;
  return (error) => {
    if (isRejected(error) && !isRefused) {
      isRefused = true;
      log.error(
        'GitHub does not accept the key or token any more; what is to be said waits. Put a valid one into the environment and start again',
      );
    } else if (error === null && isRefused) {
      isRefused = false;
      log.info('GitHub accepts the key or token again');
    }
  };
}
