import { LogLevel, WebClient } from '@slack/web-api';

/** One call of Slack's Web API. Rejects with the errors of @slack/web-api. */
export type SlackApi = (method: string, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

export const clientOptions = (apiUrl: string) => ({
  slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
  // Waiting out limits and repeating is the relay's work.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 5_000,
  logger: silent,
});

export function createApi(token: string, apiUrl: string): SlackApi {
  const client = new WebClient(token, clientOptions(apiUrl));
  return (method, parameters = {}) => client.apiCall(method, { ...parameters });
}

/** The client would log addresses that are secrets; whoever calls it logs what matters. */
const nothing = (): void => {};
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
