import { ConnectionError, HTTPError, MatrixError } from 'matrix-js-sdk/lib/http-api/index.js';
import { CoopError } from '../../core/errors.ts';
import type { Sent } from '../../core/ports/sender.ts';

/** Matrix' code of an error ("M_FORBIDDEN"), null when it came from elsewhere. */
export function matrixCode(error: unknown): string | null {
  return error instanceof MatrixError ? (error.errcode ?? 'M_UNKNOWN') : null;
}

/** Nothing is there: an event, a state, an account. */
export function isMissing(error: unknown): boolean {
  return error instanceof HTTPError && error.httpStatus === 404;
}

/** Whether trying again later may help. */
export function mayPass(error: unknown): boolean {
  if (error instanceof HTTPError) return error.httpStatus === undefined || error.httpStatus >= 500 || error.isRateLimitError();
  return true;
}

/** Milliseconds that the homeserver asks to wait; null when it does not. */
function retryAfter(error: unknown): number | null {
  if (!(error instanceof HTTPError) || !error.isRateLimitError()) return null;
  if (error instanceof MatrixError && typeof error.data['retry_after_ms'] === 'number') return Math.max(1, error.data['retry_after_ms']);
  return 5_000;
}

/** Whether the homeserver is the trouble, and not what was asked of it: what is tried again then may work. */
export function isOutage(error: unknown): boolean {
  return error instanceof HTTPError ? mayPass(error) : error instanceof ConnectionError || isTimeout(error);
}

export const tokenRefused = 'The homeserver does not accept the access token any more; put a valid one into MATRIX_ACCESS_TOKEN';

/** Milliseconds until it is tried whether a token is accepted again. */
const tokenPause = 60_000;

/**
 * What a failed request means for the delivery. Throws what may pass by itself (5xx, network), so that the relay tries again. Where
 * the token is refused everything waits, however long: whoever listens told the operator, and nothing is set aside.
 */
export function sentDespite(error: unknown): Sent {
  const after = retryAfter(error);
  if (after !== null) return { kind: 'later', after, scope: 'route' };
  const code = matrixCode(error);
  if (code === 'M_UNKNOWN_TOKEN' || code === 'M_MISSING_TOKEN') return { kind: 'later', after: tokenPause, scope: 'platform' };
  if (error instanceof HTTPError && error.httpStatus !== undefined && error.httpStatus < 500) {
    return { kind: 'impossible', reason: `the homeserver refused it: ${error.httpStatus}, ${code ?? 'no code'}` };
  }
  if (error instanceof HTTPError)
    throw new CoopError('matrix-unavailable', `the homeserver answered ${error.httpStatus ?? 'nothing'}; it is tried again`);
  if (error instanceof ConnectionError || isTimeout(error)) throw unreachable(error);
  throw error;
}

export function unreachable(cause?: unknown): CoopError {
  return new CoopError('matrix-unreachable', 'the homeserver cannot be reached; check the network, and MATRIX_URL', { cause });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
