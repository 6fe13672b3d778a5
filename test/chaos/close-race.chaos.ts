import { expect, it } from 'vitest';
import { freshDatabase } from '../servers/database.ts';
import { closeRace } from './close-race.ts';

it('1,000 votes closed under load count every acknowledged ballot', { timeout: 10 * 60_000 }, async () => {
  const database = await freshDatabase();
  try {
    const race = await closeRace({ ...database, closes: 1_000 });
    console.log(`${race.closes} closes, ${race.acked} acknowledged ballots, ${race.wrong} closes that counted wrongly`);
    expect(race).toMatchObject({ closes: 1_000, wrong: 0 });
  } finally {
    await database.drop();
  }
});
