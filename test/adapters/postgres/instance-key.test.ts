import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createSigning, generatePrivateKey } from '../../../adapters/crypto/ed25519.ts';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { readInstanceKey } from '../../../adapters/postgres/instance-key.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';

const log = pino({ level: 'silent' });
const world = {
  clock: { now: () => new Date() },
  generate: generatePrivateKey,
  publicKeyOf: (key: Uint8Array) => createSigning(key).publicKey,
};

test('all processes of a database sign with one key, whose private half no reader of the database sees', async () => {
  await using fresh = await freshDatabase();
  const database = openDatabase({ url: async () => fresh.applicationUrl, log });
  const parts = { ...world, database, seal: createSeal(testSecret) };
  const keys = await Promise.all([readInstanceKey(parts), readInstanceKey(parts)]);
  keys.push(await readInstanceKey(parts));
  const [key] = keys;
  expect(keys).toEqual([key, key, key]);

  const owner = new pg.Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ public_key: Buffer; sealed: Buffer }>('select public_key, sealed from instance_key');
  await owner.end();
  expect(rows.map(({ public_key }) => public_key)).toEqual([Buffer.from(createSigning(key).publicKey)]);
  expect(rows[0]?.sealed.includes(Buffer.from(key))).toBe(false);

  const other = { ...parts, seal: createSeal(Buffer.alloc(32, 8)) };
  await expect(readInstanceKey(other)).rejects.toMatchObject({ code: 'seal-broken' });
  await database.close();
});
