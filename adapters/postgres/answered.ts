import type { Database } from './database.ts';

/**
 * Marks answers as given. Those that come while the last statement runs go together in the next one.
 * What has left is not kept: only the key remains.
 */
export function createAnswered(database: Database): (key: string) => Promise<void> {
  let next: { keys: string[]; done: Promise<void> } | null = null;
  let last: Promise<void> = Promise.resolve();
  return (key) => {
    if (next === null) {
      const batch = { keys: [] as string[], done: Promise.resolve() };
      batch.done = last.then(() => {
        next = null;
        return mark(database, batch.keys);
      });
      last = batch.done.catch(() => {}); // whoever waits for the batch gets the error
      next = batch;
    }
    next.keys.push(key);
    return next.done;
  };
}

async function mark(database: Database, keys: readonly string[]): Promise<void> {
  await database.transact(
    async ({ sql }) => {
      await sql.query({
        name: 'outbox.answered',
        text: `update outbox set status = 'sent', delivery = '{}', claimed_until = null where key = any($1) and status = 'due'`,
        values: [keys],
      });
    },
    { repeat: true },
  );
}
