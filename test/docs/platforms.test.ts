import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writePlatformTable } from '../contracts/platform-table.ts';
import { platformTraits } from '../contracts/traits.ts';

/** After a change of the suite: `npx vitest run test/docs -u`. */
describe('docs/platforms.md', () => {
  test('is what the suite says', async () => {
    await expect(writePlatformTable()).toMatchFileSnapshot('../../docs/platforms.md');
  });

  test('has a column for each platform that the suite is played on, and for no other', () => {
    const files = readdirSync(join(import.meta.dirname, '../world')).filter((file) => file.endsWith('-contract.test.ts'));
    expect(files.toSorted()).toEqual(
      Object.keys(platformTraits)
        .map((name) => `${name}-contract.test.ts`)
        .toSorted(),
    );
  });
});
