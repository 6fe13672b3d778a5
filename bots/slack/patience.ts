import { WebAPIRateLimitedError } from '@slack/web-api';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackApi } from './api.ts';

/** Milliseconds that one limit is waited out at most, and how often one request is asked again. */
const longestWait = 60_000;
const mostTries = 30;

/**
 * The Web API for work that many requests make up and nobody waits for by the second: all of them wait together for a limit that
 * Slack tells one of them of, so that they do not run into it one after the other.
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
    for (let tries = 1; ; tries += 1) {
      await waitFor(method);
      try {
        return await api(method, parameters);
      } catch (error) {
        if (!(error instanceof WebAPIRateLimitedError) || tries === mostTries) throw error;
        until.set(method, performance.now() + Math.min(Math.max(1, error.retryAfter) * 1_000, longestWait));
      }
    }
  };
}
