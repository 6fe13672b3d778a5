import { json, noSocket } from './rules.ts';
import type { PlatformRules } from './rules.ts';

/** Source: the Matrix specification 1.13, Client-Server API, "Rate limiting" and "Standard error response". */
export const matrixRules: PlatformRules = {
  ...noSocket,
  limited: (seconds) =>
    json(
      429,
      { errcode: 'M_LIMIT_EXCEEDED', error: 'Too Many Requests', retry_after_ms: seconds * 1_000 },
      { 'retry-after': String(Math.ceil(seconds)) },
    ),
  failed: (status) => json(status, { errcode: 'M_UNKNOWN', error: 'Internal server error' }),
  shows: ({ method, path }) => method === 'PUT' && path.includes('/send/'),
  /** Nothing is delivered: a sync is asked for. */
  tells: () => false,
  again: () => ({}),
};
