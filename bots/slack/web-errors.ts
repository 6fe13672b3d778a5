import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { CoopError } from '../../core/errors.ts';
import type { Sent } from '../../core/ports/sender.ts';

/** Slack's code of an error, null when it came from elsewhere. */
export function slackCode(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null;
}

/** The app is not accepted (any more): only the operator can mend it. */
const rejected: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'app_uninstalled',
  'org_login_required',
]);

/** Slack's own trouble, that passes. */
const passing: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

/** Milliseconds until it is tried whether a token is accepted again. */
const tokenPause = 60_000;

export function isRejected(error: unknown): boolean {
  return rejected.has(slackCode(error) ?? '');
}

/**
 * What a failed request means for the delivery. Throws what may pass by itself (5xx, network), so that the relay tries again. Where
 * a token is refused everything waits, however long: it was told to the operator (token-alarm.ts), and nothing is set aside.
 * @throws CoopError "slack-scope", "slack-unavailable", "slack-unreachable"
 */
export function sentDespite(error: unknown): Sent {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'later', after: Math.max(1, error.retryAfter * 1_000), scope: 'route' };
  const code = slackCode(error);
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'later', after: 30_000, scope: 'route' };
  if (isRejected(error)) {
    return { kind: 'later', after: tokenPause, scope: 'platform' };
  }
  if (code === 'missing_scope') {
    throw new CoopError('slack-scope', 'the Slack app lacks a permission; "coop doctor" names it, then install the app again');
  }
  if (code !== null && !passing.has(code)) return { kind: 'impossible', reason: `Slack refused it: ${code}` };
  if (code !== null || error instanceof WebAPIHTTPError) {
    throw new CoopError('slack-unavailable', 'Slack has trouble of its own; it is tried again');
  }
  throw new CoopError('slack-unreachable', 'Slack cannot be reached; it is tried again');
}
