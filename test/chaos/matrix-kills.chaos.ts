import { describe, expect, it } from 'vitest';
import { killBetweenEncryptAndSend } from '../bots/matrix/kills.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import { freshDatabase } from '../servers/database.ts';

describe.skipIf(!(await haveSynapse()))('a bot in an encrypted room', () => {
  it('killed 200 times between encrypting and sending stays one device, and everything can be read', { timeout: 60 * 60_000 }, async () => {
    await using database = await freshDatabase();
    const { read, wanted, identities, kills } = await killBetweenEncryptAndSend(200, database);
    console.log(
      `${kills} kills, ${wanted.length} words, ${read.filter((text) => text === null).length} undecryptable, ${identities.size} device`,
    );
    expect(kills).toBe(200);
    expect(read).not.toContain(null);
    expect(new Set(read)).toEqual(new Set(wanted));
    expect(read).toHaveLength(wanted.length);
    expect([...identities]).toHaveLength(1);
  });
});
