import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createSigning, generatePrivateKey } from '../adapters/crypto/ed25519.ts';
import { hashing } from '../adapters/crypto/sha256.ts';
import { readInstanceSecret } from '../adapters/embedded/instance-secret.ts';
import { openDatabase } from '../adapters/postgres/database.ts';
import type { Database } from '../adapters/postgres/database.ts';
import { isUnreachable } from '../adapters/postgres/failures.ts';
import { readInstanceKey } from '../adapters/postgres/instance-key.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { bindPorts } from '../adapters/postgres/ports.ts';
import type { Ports } from '../adapters/postgres/ports.ts';
import { applicationLogin } from '../adapters/postgres/roles.ts';
import { createSeal } from '../adapters/postgres/seal.ts';
import type { Seal } from '../adapters/postgres/seal.ts';
import type { Session } from '../adapters/postgres/session.ts';
import { openTemporal } from '../adapters/temporal/connection.ts';
import type { Temporal } from '../adapters/temporal/connection.ts';
import type { Config } from '../config.ts';
import { CoopError } from '../core/errors.ts';
import { createGuessLimit } from '../core/people/guess-limit.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Signing } from '../core/ports/cryptography.ts';
import type { Randomness } from '../core/ports/randomness.ts';
import { createPageAddresses } from './page-addresses.ts';
import type { PageAddresses } from './page-addresses.ts';
import { openDatabaseServer, openTemporalServer } from './servers.ts';
import type { ServerOptions } from './servers.ts';

/** What every role stands on. */
export type House = {
  readonly database: Database;
  /** Of the application's role, for a connection of one's own. */
  readonly databaseUrl: () => Promise<string>;
  readonly bindPorts: (session: Session) => Ports;
  readonly seal: Seal;
  readonly signing: Signing;
  readonly pages: PageAddresses;
  /** Null for roles that know no durable processes. */
  readonly temporal: Temporal | null;
};

/** What the start of a role gets: the house, where to log, and what stops it again. */
export type Joined = { readonly house: House; readonly log: Logger; readonly stack: AsyncDisposableStack };

export const clock: Clock = { now: () => new Date() };
const randomness: Randomness = { uuid: randomUUID, bytes: (length) => randomBytes(length) };

/** Servers, migrated database and keys. Whatever is opened is closed by the stack. */
export async function openHouse(
  config: Config,
  options: ServerOptions & { readonly processes: boolean },
  stack: AsyncDisposableStack,
): Promise<House> {
  const { log, signal } = options;
  const secret = await readInstanceSecret(config.home, config.secret);
  const [ownerUrl, temporalAddress] = await together(
    openDatabaseServer(config, stack, options),
    options.processes ? openTemporalServer(config, stack, options) : Promise.resolve(null),
  );
  stopHereIf(signal);
  await whileDatabaseComesBack(async () => migrate({ url: await ownerUrl(), secret, log }));
  const databaseUrl = async (): Promise<string> => applicationLogin(await ownerUrl(), secret).url;
  const database = openDatabase({ url: databaseUrl, log });
  stack.defer(() => database.close());
  const seal = createSeal(secret);
  const signing = createSigning(await readInstanceKey({ database, seal, clock, generate: generatePrivateKey, publicKeyOf }));
  const pages = createPageAddresses(config.http.publicUrl);
  const parts = { clock, randomness, hashing, signing, pages, guesses: createGuessLimit({ clock }) };
  const temporal = temporalAddress === null ? null : await openTemporal({ ...config.temporal, address: temporalAddress });
  if (temporal !== null) stack.defer(() => temporal.close());
  stopHereIf(signal);
  return { database, databaseUrl, bindPorts: (session) => bindPorts(session, parts), seal, signing, pages, temporal };
}

function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  return createSigning(privateKey).publicKey;
}

/** A server that is killed in the middle is there again at the next look. */
async function whileDatabaseComesBack(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 5 || !isUnreachable(error)) throw error;
      await sleep(tries * 100);
    }
  }
}

/** Waits for both even when one fails, so that nothing starts behind the back of whoever stops the rest. */
async function together<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

function stopHereIf(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CoopError('start-interrupted', 'It was interrupted while it started.');
}
