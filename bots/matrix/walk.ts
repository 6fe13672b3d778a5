import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fails, passes } from '../conversation/set-up.ts';
import type { Guide, SetUp, Verdict } from '../conversation/set-up.ts';
import { createApi } from './api.ts';
import { logIn, openSession } from './session.ts';
import type { Session } from './session.ts';
import { examineSetUp, problemOf } from './set-up.ts';

/** `coop setup matrix`: a homeserver, and a login of the bot on a device of its own. The password is used once and not kept. */
export const matrixSetUp: SetUp = {
  walk: async (guide) => {
    guide.tell('Matrix, in two minutes: make an account for the bot at your homeserver, as you would for a person (in Element, say).');
    const url = await askHomeserver(guide);
    const way = await guide.choose('How shall the bot log in?', [
      { name: 'password', means: 'with its password: used once, for a device of its own; only the access token of that device is kept' },
      { name: 'token', means: 'with an access token that nothing else uses' },
    ]);
    const userId = way === 'password' ? await logInByPassword(guide, url) : await askToken(guide, url);
    // A token is all that is needed, and the password of nobody should lie about.
    guide.unset('MATRIX_USER');
    guide.unset('MATRIX_PASSWORD');
    return {
      found: [`the homeserver accepts ${userId}`],
      next: [`Then: npm start, and invite ${userId} to a room. There, say !coop network create.`],
      links: { profile: `https://matrix.to/#/${userId}` },
    };
  },
};

async function askHomeserver(guide: Guide): Promise<string> {
  const answer = await guide.ask({
    what: 'The address of the homeserver (https://matrix.example.org)',
    variable: 'MATRIX_URL',
    secret: false,
    check: async (given) => {
      if (!URL.canParse(given) || !/^https?:/.test(given)) return fails('that is no address', 'begin it with https://');
      try {
        // Outside of /client/v3, and before anybody is logged in.
        const response = await fetch(new URL('/_matrix/client/versions', given), { signal: AbortSignal.timeout(10_000) });
        const { versions } = z.object({ versions: z.array(z.string()) }).parse(await response.json());
        return passes(`a homeserver answers there (${versions.at(-1) ?? 'no version'})`);
      } catch {
        return fails('no homeserver answers there', 'check the address and the network');
      }
    },
  });
  return answer;
}

async function logInByPassword(guide: Guide, url: string): Promise<string> {
  const user = await guide.ask({
    what: 'The name of the bot there (coop, or @coop:example.org)',
    variable: null,
    secret: false,
    check: async (given) =>
      /^@?[^\s:@]+(?::\S+)?$/.test(given) ? passes() : fails('that is no name of an account', 'give it like coop, or @coop:example.org'),
  });
  let session: Session | null = null;
  const check = async (password: string): Promise<Verdict> => {
    try {
      const deviceId = `COOP${randomBytes(6).toString('hex').toUpperCase()}`;
      session = await logIn(
        createApi(url, () => null),
        { user, password, deviceId },
      );
      return passes(`the homeserver accepts the password of ${session.userId}; the bot has the device ${deviceId}`);
    } catch (error) {
      const { what, advice } = problemOf(error);
      return fails(what, advice.replace('correct MATRIX_USER and MATRIX_PASSWORD', 'check the password'));
    }
  };
  await guide.ask({ what: 'Its password', variable: null, secret: true, check });
  const { userId, accessToken } = opened(session);
  guide.set('MATRIX_ACCESS_TOKEN', accessToken);
  return userId;
}

async function askToken(guide: Guide, url: string): Promise<string> {
  let session: Session | null = null;
  const check = async (accessToken: string): Promise<Verdict> => {
    if (/\s/.test(accessToken)) return fails('a token has no spaces in it', 'copy it once more');
    const login = { kind: 'token', accessToken } as const;
    const [first] = await examineSetUp({ url, login, listening: null });
    if (first?.level !== 'ok') return fails(first?.what ?? 'the token was not taken', first?.advice ?? 'copy it once more');
    session = await openSession({ url, login, memory: forgetful });
    return passes(first.what);
  };
  await guide.ask({ what: 'The access token', variable: 'MATRIX_ACCESS_TOKEN', secret: true, check });
  return opened(session).userId;
}

function opened(session: Session | null): Session {
  if (session === null) throw new TypeError('an answer passed without a session');
  return session;
}

const forgetful = { read: () => Promise.resolve(null), write: () => Promise.resolve() };
