import { json, noSocket } from './rules.ts';
import type { PlatformRules } from './rules.ts';

/** Sources: GitHub's documentation, "Rate limits for the REST API" (secondary limits), "Handling failed webhook deliveries". */
export const githubRules: PlatformRules = {
  ...noSocket,
  limited: (seconds) =>
    json(
      403,
      {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      },
      { 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-remaining': '4999' },
    ),
  failed: (status) => json(status, { message: 'Server Error' }),
  shows: ({ method, path }) => /^(POST|PATCH)$/.test(method) && /\/(comments|issues)(\/\d+)?(\/comments)?$/.test(path),
  tells: () => true,
  again: () => ({}),
};
