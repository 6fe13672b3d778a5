import { WebAPIRateLimitedError } from '@slack/web-api';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackApi } from './api.ts';
import { slackCode } from './web-errors.ts';

/** Milliseconds that one limit is waited out at most, and how often one request is asked again. */
const longestWait = 60_000;
const mostTries = 30;
/** How often in a row a request may fail without a word of Slack, and how long the first pause after that is. */
const mostFailures = 3;
const firstPause = 200;

/**
 * The Web API for work that many requests make up and nobody waits for by the second: all of them wait together for a limit that
 * Slack tells one of them of, so that they do not run into it one after the other. A connection that breaks once does not cost the
 * whole work. Only for requests that change nothing.
 */
export function createPatientApi(api: SlackApi): SlackApi {
  const until = new Map<string, number>();

  async function waitFor(method: string): Promise<void> {
    for (;;) {
      const rest = (until.get(method) ?? 0) - performance.now();
      if (rest <= 0) return;
      await sleep(rest);
    }
  }

  return async (method, parameters) => {
    let failures = 0;
    for (let tries = 1; ; tries += 1) {
      await waitFor(method);
      try {
        return await api(method, parameters);
      } catch (error) {
        if (!(error instanceof WebAPIRateLimitedError)) {
          failures += 1;
          if (slackCode(error) !== null || failures === mostFailures) throw error;
          await sleep(firstPause * 2 ** (failures - 1));
          continue;
        }
        if (tries === mostTries) throw error;
        until.set(method, performance.now() + Math.min(Math.max(1, error.retryAfter) * 1_000, longestWait));
      }
    }
  };
}
