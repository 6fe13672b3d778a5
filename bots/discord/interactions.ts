import { createPublicKey, verify } from 'node:crypto';
import type { Clock } from '../../core/ports/clock.ts';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';

/** Discord signs with its own clock; what is older or newer than this is somebody's copy, in milliseconds. */
const staleAfter = 5 * 60_000;

const ping = 1;

type InteractionParts = {
  /** The application's public key, in hexadecimal digits. */
  readonly publicKey: string;
  readonly clock: Clock;
  /** Commits the interaction and answers it; null while nobody listens yet. */
  readonly take: () => ((payload: unknown) => Promise<void>) | null;
};

/**
 * Interactions by signed HTTP, beside the gateway: both are decoded alike, and the inbox tells what came by both. The answer
 * itself goes to Discord's callback as always, after the commit, so the request is answered 202 without words.
 * Source: Discord's documentation, "Setting Up an Endpoint", "Responding to an Interaction".
 */
export function interactionRoute({ publicKey, clock, take }: InteractionParts): Route {
  const key = createPublicKey({ key: Buffer.concat([spkiOfEd25519, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' });

  function isGenuine({ headers, body }: HttpRequest): boolean {
    const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': timestamp = '' } = headers;
    if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false;
    if (Math.abs(clock.now().getTime() - Number(timestamp) * 1_000) > staleAfter) return false;
    return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'));
  }

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    if (!isGenuine(request)) return { status: 401, body: 'The signature is not that of Discord.\n' };
    const payload = read(request.body);
    if (payload === undefined) return { status: 400, body: 'This is no JSON.\n' };
    if (isPing(payload)) return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ type: ping }) };
    const listener = take();
    if (listener === null) return { status: 503, body: 'Not listening yet.\n' };
    await listener(payload);
    return { status: 202, body: '' };
  }
  return { method: 'POST', path: '/discord/interactions', handle };
}

/** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
const spkiOfEd25519 = Buffer.from('302a300506032b6570032100', 'hex');

function read(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function isPing(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'type' in payload && payload.type === ping;
}
