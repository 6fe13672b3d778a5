import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest';
import { CoopError } from '../../core/errors.ts';
import type { Sent } from '../../core/ports/sender.ts';

/** Discord's error codes that mean something to us (Opcodes and Status Codes). */
export const unknownMessage = 10_008;
export const unknownInteraction = 10_062;
export const alreadyAnswered = 40_060;
export const cannotMessagePerson = 50_007;
const invalidWebhookToken = 50_027;

/** Milliseconds until it is tried whether a token is accepted again. */
const tokenPause = 60_000;

/** Discord's code of an error, null when it came from elsewhere. */
export function discordCode(error: unknown): number | string | null {
  return error instanceof DiscordAPIError ? error.code : null;
}

/** The status of an answer that is an error, null when there was none. */
export function discordStatus(error: unknown): number | null {
  return error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : null;
}

/**
 * What a failed request means for the delivery. Throws what may pass by itself (5xx, network), so that the relay tries
 * again. Where the token is refused everything waits, however long: it was told to the operator (token-alarm.ts), and nothing is set aside. The errors of @discordjs/rest carry the address, and with it the interaction's token: none of it is passed on.
 */
export function sentDespite(error: unknown): Sent {
  if (error instanceof RateLimitError) {
    return { kind: 'later', after: Math.max(1, error.retryAfter), scope: error.global ? 'platform' : 'route' };
  }
  if (error instanceof DiscordAPIError && error.status !== 401 && error.status < 500) {
    if (error.code === alreadyAnswered) return { kind: 'sent', externalId: null };
    return { kind: 'impossible', reason: `Discord refused it: ${error.status}, code ${error.code}` };
  }
  if (error instanceof DiscordAPIError && error.status === 401) {
    return error.code === invalidWebhookToken
      ? { kind: 'impossible', reason: 'the interaction takes no answer any more' }
      : { kind: 'later', after: tokenPause, scope: 'platform' };
  }
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    throw new CoopError('discord-unavailable', `Discord answered ${error.status}; it is tried again`);
  }
  throw new CoopError('discord-unreachable', 'Discord cannot be reached; it is tried again', { cause: error });
}
