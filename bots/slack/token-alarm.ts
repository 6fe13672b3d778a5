import type { Logger } from 'pino';
import type { SlackApi } from './api.ts';
import { isRejected, slackCode } from './web-errors.ts';

/** Which of the tokens: each is told of by itself. */
type Token = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

export type TokenAlarm = {
  /** Slack refused a token, or took it again. */
  readonly heard: (token: Token, error: unknown) => void;
  /** The Web API with the bot token, listened to. */
  readonly listen: (api: SlackApi) => SlackApi;
};

/** A token that is revoked while we run is told of once, however often it is refused: messages wait until it is accepted again. */
export function createTokenAlarm(log: Logger): TokenAlarm {
  const refused = new Set<Token>();

  function heard(token: Token, error: unknown): void {
    if (isRejected(error) && !refused.has(token)) {
      refused.add(token);
      log.error(
        { token, code: slackCode(error) },
        'Slack does not accept a token any more; what is to be said waits. Put a valid one into the environment and start again',
      );
    }
    if (error === null && refused.delete(token)) log.info({ token }, 'Slack accepts the token again');
  }

  return {
    heard,
    listen: (api) => async (method, parameters) => {
      try {
        const answer = await api(method, parameters);
        heard('SLACK_BOT_TOKEN', null);
        return answer;
      } catch (error) {
        heard('SLACK_BOT_TOKEN', error);
        throw error;
      }
    },
  };
}
