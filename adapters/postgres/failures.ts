import { CoopError } from '../../core/errors.ts';

/** serialization_failure and deadlock_detected, as the server says them and as Prisma does. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01' || error.code === 'P2034');
}

/** No connection could be made or kept: refused, reset, or the server starts up or shuts down. */
export function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', lost].includes(code) || /^(57P0[123]|08...)$/.test(code);
}

/** No connection in time, query_canceled by the statement's timeout, and lock_not_available. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === busy || error.code === '57014' || error.code === '55P03');
}

/** Whoever waited too long for a connection is sent away at once: the time belongs to those who can still be served. */
export function tooLate(): CoopError {
  return new CoopError(busy, 'no connection to the database was free in time: nothing was done');
}

export function isInDoubt(error: unknown): boolean {
  return error instanceof CoopError && error.code === doubt;
}

export function inDoubt(cause: unknown): CoopError {
  return new CoopError(doubt, 'the database was lost at the commit of a transaction: whether it was stored is not known', { cause });
}

/** Of something that may be begun again from its start. */
export function connectionLost(cause: unknown): CoopError {
  return new CoopError(lost, 'the connection to the database was lost in the middle of its work', { cause });
}

const busy = 'database-busy';
const doubt = 'commit-in-doubt';
const lost = 'database-lost';
