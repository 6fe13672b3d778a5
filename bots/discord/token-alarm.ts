import { RESTEvents } from '@discordjs/rest';
import type { REST } from '@discordjs/rest';
import type { Logger } from 'pino';

/** A token that is revoked while we run is told of once, however often it is refused: messages wait until it is accepted again. */
export function raiseTokenAlarm(rest: REST, log: Logger): void {
  let isRefused = false;
  rest.on(RESTEvents.Response, ({ route }, { status }) => {
    // Answers to interactions have tokens of their own.
    if (/^\/(interactions|webhooks)\//.test(route)) return;
    if (status === 401 && !isRefused) {
      isRefused = true;
      log.error('Discord does not accept the token any more; what is to be said waits. Put a valid one into DISCORD_TOKEN and start again');
    } else if (status !== 401 && isRefused) {
      isRefused = false;
      log.info('Discord accepts the token again');
    }
  });
}
