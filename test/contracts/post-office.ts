import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { createSigning, generatePrivateKey } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import { bindPorts } from '../../adapters/postgres/ports.ts';
import { applicationLogin } from '../../adapters/postgres/roles.ts';
import { createGuessLimit } from '../../core/people/guess-limit.ts';
import type { Message } from '../../core/text/text.ts';
import { testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';

/** Says what no command says yet: any message, in every place of a network, out of the same outbox as everything else. */
export type PostOffice = {
  readonly post: (subject: string, message: Message) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** @throws Error when there is no network of this name. */
export async function openPostOffice(at: TestDatabase, name: string): Promise<PostOffice> {
  const { url } = applicationLogin(at.ownerUrl, testSecret);
  const database = openDatabase({ url: async () => url, log: pino({ level: 'silent' }), size: 1 });
  const clock = { now: () => new Date() };
  const randomness = { uuid: () => randomUUID(), bytes: (length: number) => randomBytes(length) };
  const signing = createSigning(generatePrivateKey());
  const parts = { clock, randomness, hashing, signing, pages: { ofVote: () => null }, guesses: createGuessLimit({ clock }) };
  const network = await database.transact((session) => bindPorts(session, parts).networks.findByName(name));
  if (network === null) throw new Error(`there is no network ${name}`);
  return {
    post: async (subject, message) => {
      const post = { subject: `test:${subject}`, occasion: randomUUID(), message };
      await database.transact((session) => bindPorts(session, parts).messenger.post(network.id, post));
    },
    close: () => database.close(),
  };
}
