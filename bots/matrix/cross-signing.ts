import { KeysUploadRequest } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { OlmMachine, OutgoingRequest } from '@matrix-org/matrix-sdk-crypto-wasm';
import { MatrixError } from 'matrix-js-sdk/lib/http-api/index.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Api } from './api.ts';
import type { Login, Session } from './session.ts';

type SigningParts = {
  readonly machine: OlmMachine;
  readonly api: Api;
  readonly session: Session;
  readonly login: Login;
  /** Writes down what the machine knows. */
  readonly persist: () => Promise<void>;
  readonly sendOne: (request: OutgoingRequest) => Promise<void>;
  readonly log: Logger;
};

/**
 * Gives the account an identity and signs our device with it, once: clients then show the device as verified by its owner. An identity that
 * somebody else made stays, and its owner signs the device. What was begun by a life that was killed is ended.
 * Source: Matrix Client-Server API, "Cross-signing". Rejects when the homeserver cannot be asked.
 */
export async function signOwnDevice({ machine, api, session, login, persist, sendOne, log }: SigningParts): Promise<void> {
  const published = await readPublished(api, session);
  if (published.isSigned) return;
  const { hasMaster, hasSelfSigning, hasUserSigning } = await machine.crossSigningStatus();
  const isOurs = hasMaster && hasSelfSigning && hasUserSigning;
  if (!isOurs && published.master !== null) return log.warn({}, verifyByHand);
  const requests = await machine.bootstrapCrossSigning(!isOurs);
  const deviceKeys: unknown = requests.uploadKeysRequest;
  const keys = SigningKeys.parse(JSON.parse(requests.uploadSigningKeysRequest.body));
  if (published.master !== null && published.master !== keyIn(keys.master_key)) return log.warn({}, verifyByHand);
  // The private halves first: nobody could sign with a lost identity, nor replace it without everybody being warned.
  await persist();
  if (deviceKeys instanceof KeysUploadRequest) await sendOne(deviceKeys);
  if (published.master === null && !(await publish(api, { keys, session, login }))) return log.warn({}, passwordWanted);
  await sendOne(requests.uploadSignaturesRequest);
}

/** The public keys of an account, and whether its identity has signed this device. */
export async function readPublished(api: Api, { userId, deviceId }: Session): Promise<{ master: string | null; isSigned: boolean }> {
  const body = { device_keys: { [userId]: [deviceId] } };
  const answer = await api({ method: 'POST', path: ['keys', 'query'], body, answer: Published });
  const signer = keyIn(answer.self_signing_keys[userId]);
  const signatures = answer.device_keys[userId]?.[deviceId]?.signatures[userId] ?? {};
  return { master: keyIn(answer.master_keys[userId]), isSigned: signer !== null && Object.hasOwn(signatures, `ed25519:${signer}`) };
}

/** A first identity needs no password on homeservers of today (MSC3967). False when this one wants it, and we have none. */
async function publish(
  api: Api,
  { keys, session, login }: { keys: z.infer<typeof SigningKeys>; session: Session; login: Login },
): Promise<boolean> {
  const upload = (auth: object): Promise<unknown> =>
    api({ method: 'POST', path: ['keys', 'device_signing', 'upload'], body: { ...keys, ...auth }, answer: z.unknown() });
  try {
    await upload({});
    return true;
  } catch (error) {
    if (!(error instanceof MatrixError) || error.httpStatus !== 401) throw error;
    const { session: stage } = Stage.parse(error.data);
    // Without a stage it is the token that is refused.
    if (stage === undefined) throw error;
    if (login.kind !== 'password') return false;
    const identifier = { type: 'm.id.user', user: session.userId };
    await upload({ auth: { type: 'm.login.password', identifier, password: login.password, session: stage } });
    return true;
  }
}

const verifyByHand =
  'the Matrix account has an identity that this device does not have the keys of: verify the device from the client that made it, or clients show it as unverified';
const passwordWanted =
  'the homeserver wants the password before the Matrix account gets an identity: log in with MATRIX_USER and MATRIX_PASSWORD, or clients show the device as unverified';

const Key = z.object({ keys: z.record(z.string(), z.string()) });
const SigningKeys = z.looseObject({ master_key: Key.loose() });
const Stage = z.object({ session: z.string().optional() });
const Device = z.object({ signatures: z.record(z.string(), z.record(z.string(), z.string())).default({}) });
const Published = z.object({
  device_keys: z.record(z.string(), z.record(z.string(), Device)).default({}),
  master_keys: z.record(z.string(), Key).default({}),
  self_signing_keys: z.record(z.string(), Key).default({}),
});

/** Such a key is named by itself: { "ed25519:abc": "abc" }. */
function keyIn(key: z.infer<typeof Key> | undefined): string | null {
  return Object.values(key?.keys ?? {})[0] ?? null;
}
