import { availableParallelism, cpus, totalmem } from 'node:os';
import type pg from 'pg';

/** What the figures were measured on: a ratio travels, a rate does not. */
export async function describeMachine(look: pg.Pool): Promise<string> {
  const { rows } = await look.query<{ version: string; fsync: string; commit: string; buffers: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('shared_buffers') as buffers`,
  );
  const [server] = rows;
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gigabytes} GB of memory, ${process.platform}-${process.arch}`,
    `Node ${process.versions.node}, PostgreSQL ${server?.version}: fsync ${server?.fsync}, synchronous_commit ${server?.commit}, shared_buffers ${server?.buffers}`,
  ].join('\n');
}
