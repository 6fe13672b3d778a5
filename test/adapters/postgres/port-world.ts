import { createHash, createPublicKey, generateKeyPairSync, randomBytes, randomUUID, sign, verify } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { PortParts, Ports } from '../../../adapters/postgres/ports.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import { defaultCharter } from '../../../core/charter/charter.ts';
import { AccountId, PersonId } from '../../../core/ids.ts';
import { createGuessLimit } from '../../../core/people/guess-limit.ts';
import type { Hashing, Signing, Verifying } from '../../../core/ports/cryptography.ts';
import type { Network } from '../../../core/ports/networks.ts';
import type { NewVote, Vote } from '../../../core/ports/votes.ts';
import { freshDatabase } from '../../servers/database.ts';

export type Somebody = { readonly person: PersonId; readonly account: AccountId };

export type PortWorld = {
  readonly database: Database;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  readonly parts: PortParts & { readonly verifying: Verifying };
  /** Moves the ports' clock; the database's own goes on. */
  readonly wait: (milliseconds: number) => void;
  /** One transaction over the ports. */
  readonly act: <R>(work: (ports: Ports, session: Session) => Promise<R>) => Promise<R>;
  /** Looks at everything, as the superuser. */
  readonly look: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** A person with one account, younger than everybody met before. */
  readonly meet: (name: string, platform?: string) => Promise<Somebody>;
  /** A network with these members; the first one founds it. */
  readonly found: (members: readonly [Somebody, ...Somebody[]], options?: { console?: boolean }) => Promise<Network>;
  readonly openVote: (network: Network, changes?: Partial<NewVote>) => Promise<Vote>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** The ports over a real PostgreSQL, as the application's own role. */
export async function createPortWorld(): Promise<PortWorld> {
  const server = await freshDatabase();
  const database = openDatabase({ url: async () => server.applicationUrl, log: pino({ level: 'silent' }), size: 16 });
  const owner = new pg.Pool({ connectionString: server.ownerUrl, max: 2 });
  owner.on('error', () => {}); // the database is dropped under it
  let waited = 0;
  let met = 0;
  const clock = { now: () => new Date(Date.now() + waited) };
  const randomness = { uuid: () => randomUUID(), bytes: (length: number) => randomBytes(length) };
  const pages = { ofVote: (vote: string) => `https://coop.example/votes/${vote}` };
  const parts = { clock, randomness, pages, guesses: createGuessLimit({ clock }), ...createKeys() };

  const act: PortWorld['act'] = (work) => database.transact((session) => work(bindPorts(session, parts), session));
  const look: PortWorld['look'] = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await owner.query<Row>(text, [...values])).rows;

  return {
    database,
    ownerUrl: server.ownerUrl,
    applicationUrl: server.applicationUrl,
    parts,
    act,
    look,
    wait: (milliseconds) => {
      waited += milliseconds;
    },
    meet: async (name, platform = 'discord') => {
      const [person, account] = [PersonId.parse(randomUUID()), AccountId.parse(randomUUID())];
      await look("insert into person (id, created_at) values ($1, timestamptz '2026-01-01Z' + $2 * interval '1 second')", [
        person,
        (met += 1),
      ]);
      await look(
        `insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
         values ($1, $2, $3, '', $4, $5, clock_timestamp())`,
        [account, person, platform, randomUUID(), name],
      );
      return { person, account };
    },
    found: ([founder, ...others], { console = false } = {}) =>
      act(async ({ networks, members }) => {
        const network = await networks.create({
          name: `Network ${randomUUID()}`,
          console,
          charter: defaultCharter,
          founder: founder.person,
        });
        for (const { person } of others) await members.admit(network.id, person);
        return network;
      }),
    openVote: (network, changes) => act(({ votes }) => votes.open({ ...newVote(network), ...changes })),
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await owner.end();
      await server.drop();
    },
  };
}

function newVote(network: Network): NewVote {
  return {
    network: network.id,
    question: 'Which name?',
    options: ['Anchor', 'Beacon', 'Compass'],
    method: 'single',
    rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' },
    purpose: null,
    openedBy: null,
    openedAt: new Date(),
    closesAt: new Date(Date.now() + 3_600_000),
  };
}

function createKeys(): { hashing: Hashing; signing: Signing; verifying: Verifying } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const hashing: Hashing = { sha256: (bytes) => createHash('sha256').update(bytes).digest() };
  const signing: Signing = {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
    sign: (message) => sign(null, message, privateKey),
  };
  const verifying: Verifying = {
    verify: (key, message, signature) =>
      verify(
        null,
        message,
        createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' }),
        signature,
      ),
  };
  return { hashing, signing, verifying };
}
