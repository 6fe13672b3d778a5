import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import { createApi } from './api.ts';
import type { Api } from './api.ts';
import { matrixCode, mayPass, tokenRefused, unreachable } from './matrix-errors.ts';

export type Login =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'password'; readonly user: string; readonly password: string };

/** Who we are, on which device. */
export type Session = { readonly userId: string; readonly deviceId: string; readonly accessToken: string };

/** What is remembered of a login by password, so that the device and with it its keys stay the same. */
const Kept = z.object({ url: z.string(), user: z.string(), deviceId: z.string(), accessToken: z.string().nullable() });
const memoryName = 'login';

const WhoAmI = z.object({ user_id: z.string(), device_id: z.string().optional() });
const LoggedIn = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() });

type LogIn = { readonly url: string; readonly login: Login; readonly memory: PlatformMemory };

/**
 * Logs in, or finds out whose the token is. A password is used once: the device is remembered before it is made, so that a
 * start that is killed in the middle makes no second one.
 * @throws CoopError "matrix-token", "matrix-login", "matrix-unreachable".
 */
export async function openSession({ url, login, memory }: LogIn): Promise<Session> {
  if (login.kind === 'token') return sessionOf(url, login.accessToken);
  const kept = await readKept(url, login.user, memory);
  if (typeof kept?.accessToken === 'string') {
    const session = await sessionOf(url, kept.accessToken).catch((error: unknown) => {
      if (error instanceof CoopError && error.code === 'matrix-token') return null; // logged out somewhere: once more
      throw error;
    });
    if (session !== null) return session;
  }
  const deviceId = kept?.deviceId ?? `COOP${randomBytes(6).toString('hex').toUpperCase()}`;
  const keep = (accessToken: string | null) =>
    memory.write({ [memoryName]: JSON.stringify({ url, user: login.user, deviceId, accessToken } satisfies z.infer<typeof Kept>) });
  await keep(null);
  const session = await logIn(
    createApi(url, () => null),
    { ...login, deviceId },
  );
  await keep(session.accessToken);
  return session;
}

export async function logIn(
  api: Api,
  { user, password, deviceId }: { user: string; password: string; deviceId: string },
): Promise<Session> {
  const body = {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user },
    password,
    device_id: deviceId,
    initial_device_display_name: 'Cooperatus',
  };
  try {
    const answer = await api({ method: 'POST', path: ['login'], body, answer: LoggedIn, open: true });
    return { userId: answer.user_id, deviceId: answer.device_id, accessToken: answer.access_token };
  } catch (error) {
    if (matrixCode(error) === 'M_FORBIDDEN')
      throw new CoopError('matrix-login', 'The homeserver refuses user and password; correct MATRIX_USER and MATRIX_PASSWORD');
    throw mayPass(error) ? unreachable(error) : error;
  }
}

async function sessionOf(url: string, accessToken: string): Promise<Session> {
  try {
    const { user_id: userId, device_id: deviceId } = await createApi(
      url,
      () => accessToken,
    )({ path: ['account', 'whoami'], answer: WhoAmI });
    if (deviceId === undefined)
      throw new CoopError('matrix-token', 'The access token belongs to no device; log in as a user and take the token of that session');
    return { userId, deviceId, accessToken };
  } catch (error) {
    if (error instanceof CoopError) throw error;
    if (matrixCode(error) === 'M_UNKNOWN_TOKEN' || matrixCode(error) === 'M_MISSING_TOKEN')
      throw new CoopError('matrix-token', tokenRefused);
    throw unreachable(error);
  }
}

async function readKept(url: string, user: string, memory: PlatformMemory): Promise<z.infer<typeof Kept> | null> {
  const text = await memory.read(memoryName);
  if (text === null) return null;
  const kept = Kept.parse(JSON.parse(text));
  return kept.url === url && kept.user === user ? kept : null;
}
