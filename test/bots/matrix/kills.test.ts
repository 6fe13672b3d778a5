import { describe, expect, it } from 'vitest';
import { haveSynapse } from '../../peers/matrix/install.ts';
import { freshDatabase } from '../../servers/database.ts';
import { killBetweenEncryptAndSend } from './kills.ts';

describe.skipIf(!(await haveSynapse()))('a bot in an encrypted room', { timeout: 120_000 }, () => {
  it('stays one device through 5 kills between encrypting and sending, and everything can be read, once', async () => {
    await using database = await freshDatabase();
    const { read, wanted, identities, kills } = await killBetweenEncryptAndSend(5, database);
    expect(kills).toBe(5);
    expect(read).not.toContain(null);
    expect(new Set(read)).toEqual(new Set(wanted));
    expect(read).toHaveLength(wanted.length);
    expect([...identities]).toHaveLength(1);
  });
});
