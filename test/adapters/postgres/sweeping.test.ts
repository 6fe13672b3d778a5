import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { answerSweeps, askForSweep } from '../../../adapters/postgres/sweeping.ts';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

const log = pino({ level: 'silent' });

describe('a sweep that another process is asked for', () => {
  let server: TestDatabase;
  let counting: Database;
  let hearing: Database;
  beforeAll(async () => {
    server = await freshDatabase();
    [counting, hearing] = [0, 1].map(() => openDatabase({ url: async () => server.applicationUrl, log })) as [Database, Database];
  });
  afterAll(async () => {
    await counting.close();
    await hearing.close();
    await server.drop();
  });

  it('is over when that process has swept, though it was asked before anybody listened', async () => {
    const sweep = vi.fn<() => Promise<void>>(async () => {});
    const asking = askForSweep(counting, { again: 50 });
    const stop = answerSweeps(hearing, sweep, log);
    await asking;
    await stop();
    expect(sweep).toHaveBeenCalled();
  });

  it('is tried again when it fails', async () => {
    const sweep = vi.fn<() => Promise<void>>(async () => {}).mockRejectedValueOnce(new Error('the platform is away'));
    const stop = answerSweeps(hearing, sweep, log);
    await askForSweep(counting, { again: 50 });
    await stop();
    expect(sweep.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  it('is reported as unanswered where nobody hears the platforms', async () => {
    await expect(askForSweep(counting, { patience: 300, again: 50 })).rejects.toMatchObject({ code: 'sweep-unanswered' });
  });
});
