import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';
import { closeRace } from './close-race.ts';
import { plantWrongBoxes } from './wrong-boxes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await plantWrongBoxes(database.ownerUrl);
});
afterAll(() => database.drop());

describe('200 votes closed under load', () => {
  it('count every acknowledged ballot', { timeout: 60_000 }, async () => {
    const race = await closeRace({ ...database, closes: 200 });
    expect(race).toMatchObject({ closes: 200, wrong: 0 });
    expect(race.acked).toBeGreaterThan(2_000);
  });

  it.each(['cast_without_barrier', 'cast_in_one_statement'] as const)('catch %s', { timeout: 60_000 }, async (cast) => {
    expect(await closeRace({ ...database, closes: 200, cast, untilWrong: true })).toMatchObject({ wrong: 1 });
  });
});
