import { CoopError } from '../../core/errors.ts';
import type { Sent } from '../../core/ports/sender.ts';

/** A request that GitHub refused, or that never reached it. Says nothing of what was sent: that may be somebody's words. */
export class GithubFailure extends CoopError {
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Milliseconds to leave GitHub alone, where it asks for that. */
  readonly wait: number | null;
  /** Who waits: all that we do on GitHub, or what goes to where this went. */
  readonly scope: 'platform' | 'route';

  constructor({ status, wait, request, scope = 'platform' }: Failed) {
    super(codeOf(status, wait), `${adviceFor(status, wait)} (${request})`);
    this.name = 'GithubFailure';
    this.status = status;
    this.wait = wait;
    this.scope = scope;
  }
}

type Failed = {
  readonly status: number | null;
  readonly wait: number | null;
  readonly request: string;
  readonly scope?: GithubFailure['scope'];
};

type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly documentation: string;
};

/**
 * How long GitHub wants to be left alone, in milliseconds; null when that is not what it says. Source: GitHub Docs, "Rate limits for the
 * REST API": the header that names a time, else the moment when the limit is full again, else at least a minute.
 */
export function waitIn({ status, headers, documentation }: Answered, now: Date): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after) && after >= 0 && headers['retry-after'] !== undefined) return Math.max(1, after) * 1_000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset)) return Math.max(1_000, reset * 1_000 - now.getTime());
  return status === 429 || documentation.includes('secondary-rate-limits') ? 60_000 : null;
}

/** It may work later, without anybody doing anything. */
export function isOutage(error: unknown): boolean {
  return !(error instanceof GithubFailure) || error.status === null || error.status >= 500 || error.wait !== null;
}

/** GitHub knows us and says no: this is closed to us or gone, and nothing else is. */
export function isRefusal(error: unknown): boolean {
  return !isOutage(error) && !isRejected(error);
}

/** What was asked for is not there any more, or never was. */
export function isGone(error: unknown): boolean {
  return error instanceof GithubFailure && (error.status === 404 || error.status === 410);
}

/** Nobody let us in: only the operator can mend it. */
export function isRejected(error: unknown): boolean {
  return error instanceof GithubFailure && error.status === 401;
}

/**
 * What a failed request means for the delivery. Throws what may pass by itself (5xx, network), so that the relay tries again. Where the
 * key or token is refused everything waits, however long: the operator was told (token-alarm.ts), and nothing is set aside.
 * @throws CoopError "github-unavailable", "github-unreachable"
 */
export function sentDespite(error: unknown): Sent {
  if (!(error instanceof GithubFailure)) throw error;
  if (error.wait !== null) return { kind: 'later', after: error.wait, scope: error.scope };
  if (error.status === 401) return { kind: 'later', after: tokenPause, scope: 'platform' };
  if (error.status === null || error.status >= 500) throw error;
  return { kind: 'impossible', reason: `GitHub refused it: ${error.status}` };
}

const tokenPause = 60_000;

function codeOf(status: number | null, wait: number | null): string {
  if (status === null) return 'github-unreachable';
  if (status === 401) return 'github-token';
  return status >= 500 || wait !== null ? 'github-unavailable' : 'github-refused';
}

function adviceFor(status: number | null, wait: number | null): string {
  if (status === null) return 'GitHub cannot be reached; it is tried again';
  if (status === 401) return 'GitHub does not accept the key or token; put a valid one into GITHUB_PRIVATE_KEY or GITHUB_TOKEN';
  if (wait !== null) return 'GitHub asks to wait; it is tried again';
  return status >= 500 ? `GitHub has trouble of its own (${status}); it is tried again` : `GitHub refused it: ${status}`;
}
