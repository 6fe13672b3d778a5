import { isHmac } from '../conversation/signed-door.ts';

/** Slack's own bound against replays, in seconds. */
const window = 5 * 60;

type Signed = {
  readonly headers: Readonly<Record<string, string>>;
  /** Raw: the signature is over the bytes. */
  readonly body: Uint8Array;
};

/**
 * Whether a request is Slack's, and of now: HMAC-SHA256 of "v0:TIMESTAMP:BODY", compared in constant time.
 * Source: Slack's documentation, "Verifying requests from Slack".
 */
export function isSlacks({ headers, body }: Signed, { signingSecret, now }: { signingSecret: string; now: Date }): boolean {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const given = headers['x-slack-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !given.startsWith('v0=')) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > window) return false;
  return isHmac(given.slice(3), signingSecret, [`v0:${timestamp}:`, body]);
}
