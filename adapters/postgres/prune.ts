import type { Database } from './database.ts';

/** How many rows went. */
export type Pruned = {
  readonly inbox: number;
  readonly outbox: number;
  readonly drafts: number;
  /** Messages of the console. */
  readonly console: number;
};

/**
 * Forgets events and sent messages after 30 days, but never one that a vote which is not over may still need to recognise
 * a late repetition: a network's rows stay as long as its oldest such vote, those of direct conversations (which name no
 * network) as long as any.
 */
export async function prune(database: Database): Promise<Pruned> {
  return {
    inbox: await remove(database, 'inbox', `received_at < now() - interval '30 days' and ${unneeded('received_at')}`),
    outbox: await remove(database, 'outbox', `status = 'sent' and created_at < now() - interval '30 days' and ${unneeded('created_at')}`),
    drafts: await remove(database, 'draft', "expires_at < now() - interval '30 days'"),
    console: await pruneConsole(database),
  };
}

/** Who has not read for so long has nothing left to go on from, and begins like a newcomer. */
async function pruneConsole(database: Database): Promise<number> {
  await remove(database, 'console_reader', "seen_at < now() - interval '30 days'");
  return remove(database, 'console_message', "coalesce(edited_at, posted_at) < now() - interval '30 days'");
}

type Pruning = 'inbox' | 'outbox' | 'draft' | 'console_message' | 'console_reader';

function unneeded(moment: string): string {
  return `not exists (select from networks_needing_events() needing
    where needing.since <= old.${moment} and needing.network_id = coalesce(old.network_id, needing.network_id))`;
}

/** In small transactions, so that nobody waits for it. */
async function remove(database: Database, table: Pruning, condition: string): Promise<number> {
  const text = `delete from ${table} where ctid = any(array(select old.ctid from ${table} old where ${condition} limit 2000))`;
  for (let total = 0; ;) {
    const { rowCount } = await database.transact(({ sql }) => sql.query(text));
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < 2_000) return total;
  }
}
