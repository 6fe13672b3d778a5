import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive } from './process-identity.ts';

/** A running server, as its postmaster.pid says. The port is 0 while it does not listen yet. */
export type Postmaster = { readonly pid: number; readonly port: number };

/**
 * The server that runs on a data folder, null when none does. The file survives a kill -9, and its process id may have
 * been given to another program since, or belong to a zombie: that is none either.
 */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const { pid, port } = await readPidFile(cluster);
  return pid > 0 && isAlive(pid) && (await isPostgres(pid)) ? { pid, port } : null;
}

/**
 * Removes a postmaster.pid whose process id belongs to something that is not a server: PostgreSQL itself would wait for it
 * for ever. A stale file whose process is gone stays, because PostgreSQL finds orphaned backends by what stands in it.
 */
export async function clearForeignPid(cluster: string): Promise<void> {
  const { pid } = await readPidFile(cluster);
  if (pid > 0 && isAlive(pid) && !(await isPostgres(pid))) await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function readPidFile(cluster: string): Promise<Postmaster> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0 };
}

/** Field 2 and 3 of proc_pid_stat(5); where there is no /proc, a process of that id is believed. */
async function isPostgres(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status === null ? process.platform !== 'linux' : /^\d+ \(postgres\) [^ZX]/.test(status);
}

export type Answer = 'ready' | 'starting' | 'silent';

/** Whether a server takes our password: nobody else's can. */
export async function askServer(url: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code === cannotConnectNow ? 'starting' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}

/** SQLSTATE of a server that starts up, recovers or shuts down. */
const cannotConnectNow = '57P03';
