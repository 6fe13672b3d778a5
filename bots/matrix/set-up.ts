import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { Finding } from '../conversation/platform.ts';
import { createApi } from './api.ts';
import { readPublished } from './cross-signing.ts';
import { logIn, openSession } from './session.ts';
import type { Login, Session } from './session.ts';

type SetUp = {
  readonly url: string;
  readonly login: Login;
  /** Null when this process does not listen to Matrix. */
  readonly listening: boolean | null;
};

const DeviceKeys = z.object({ device_keys: z.record(z.string(), z.record(z.string(), z.unknown())).default({}) });

/** What the doctor says: login, device, its keys, whether it listens. Never rejects for what the homeserver says. */
export async function examineSetUp({ url, login, listening }: SetUp): Promise<readonly Finding[]> {
  let session: Session;
  try {
    session = login.kind === 'token' ? await openSession({ url, login, memory: forgetful }) : await tryPassword(url, login);
  } catch (error) {
    return [problemOf(error)];
  }
  const { userId, deviceId } = session;
  const findings: Finding[] = [
    login.kind === 'token'
      ? { level: 'ok', what: `the homeserver accepts the token of ${userId}, device ${deviceId}` }
      : { level: 'ok', what: `the homeserver accepts the password of ${userId}` },
  ];
  if (login.kind === 'token') findings.push(...(await examineKeys(url, session)));
  if (listening === true) findings.push({ level: 'ok', what: 'Matrix is heard: the sync runs' });
  if (listening === false)
    findings.push({
      level: 'wrong',
      what: 'Matrix is not heard just now',
      advice: 'it is tried again by itself; see the log for the cause',
    });
  return [...findings, { level: 'ok', what: `to add it to a room, invite ${userId}` }];
}

/** Without its keys at the homeserver nobody can write to it in an encrypted room. */
async function examineKeys(url: string, session: Session): Promise<readonly Finding[]> {
  const { userId, deviceId, accessToken } = session;
  const body = { device_keys: { [userId]: [deviceId] } };
  const api = createApi(url, () => accessToken);
  const { device_keys: keys } = await api({ method: 'POST', path: ['keys', 'query'], body, answer: DeviceKeys });
  const advice = 'run "coop start": it makes and publishes them';
  if (keys[userId]?.[deviceId] === undefined) return [{ level: 'missing', what: 'the device has no keys for encrypted rooms yet', advice }];
  const { isSigned } = await readPublished(api, session);
  return [
    { level: 'ok', what: 'its keys for encrypted rooms are published' },
    isSigned
      ? { level: 'ok', what: 'its account has signed the device: clients show it as verified by its owner' }
      : {
          level: 'missing',
          what: 'its account has not signed the device: clients show it as unverified',
          advice: 'run "coop start"; where the account has an identity already, verify the device from the client that made it',
        },
  ];
}

/** On a device of its own that is gone afterwards: the bot's own token stays as it is. */
async function tryPassword(url: string, login: Login & { kind: 'password' }): Promise<Session> {
  let token: string | null = null;
  const api = createApi(url, () => token);
  const session = await logIn(api, { ...login, deviceId: `COOPDOCTOR${randomBytes(4).toString('hex').toUpperCase()}` });
  token = session.accessToken;
  await api({ method: 'POST', path: ['logout'], body: {}, answer: z.unknown() });
  return session;
}

export function problemOf(error: unknown): Finding & { readonly advice: string } {
  if (error instanceof CoopError && error.code === 'matrix-token')
    return { level: 'wrong', what: 'the homeserver does not accept the access token', advice: 'put a valid one into MATRIX_ACCESS_TOKEN' };
  if (error instanceof CoopError && error.code === 'matrix-login')
    return { level: 'wrong', what: 'the homeserver refuses user and password', advice: 'correct MATRIX_USER and MATRIX_PASSWORD' };
  return { level: 'wrong', what: 'the homeserver cannot be reached', advice: 'check the network, and MATRIX_URL' };
}

/** The doctor writes nothing. */
const forgetful = { read: () => Promise.resolve(null), write: () => Promise.resolve() };
