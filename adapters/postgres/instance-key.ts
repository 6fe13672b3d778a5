import type { Clock } from '../../core/ports/clock.ts';
import type { Database } from './database.ts';
import type { Seal } from './seal.ts';

export type InstanceKeyParts = {
  readonly database: Database;
  /** Closes the private half before it is stored. */
  readonly seal: Seal;
  readonly clock: Clock;
  /** A fresh private key, and the public half of one. */
  readonly generate: () => Uint8Array;
  readonly publicKeyOf: (privateKey: Uint8Array) => Uint8Array;
};

/**
 * The private key that this instance signs with: made once per database, the same for all its processes, never changed.
 * @throws CoopError "seal-broken" when it was sealed under another secret.
 */
export async function readInstanceKey(parts: InstanceKeyParts): Promise<Uint8Array> {
  const { database, seal } = parts;
  const sealed = (await find(database)) ?? (await make(parts));
  return Buffer.from(seal.open(sealed, purpose), 'base64url');
}

/** Those who start at once keep the key of the first. */
async function make(parts: InstanceKeyParts): Promise<string> {
  const { database, seal, clock, generate, publicKeyOf } = parts;
  const privateKey = generate();
  const sealed = seal.close(Buffer.from(privateKey).toString('base64url'), purpose);
  const text = 'insert into instance_key (id, public_key, sealed, created_at) values ($1, $2, $3, $4) on conflict (id) do nothing';
  const values = [id, Buffer.from(publicKeyOf(privateKey)), Buffer.from(sealed, 'base64url'), clock.now()];
  await database.transact(({ sql }) => sql.query(text, values), { repeat: true });
  return (await find(database)) ?? sealed;
}

async function find(database: Database): Promise<string | null> {
  const row = await database.transact(({ prisma }) => prisma.instanceKey.findUnique({ where: { id } }), { repeat: true });
  return row === null ? null : Buffer.from(row.sealed).toString('base64url');
}

const id = 'ed25519';
const purpose = 'instance key';
