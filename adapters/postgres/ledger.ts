import { z } from 'zod';
import { beforeFirst, LedgerEntry, signEntry } from '../../core/ledger/entry.ts';
import { fromHex, toHex } from '../../core/hex.ts';
import type { NetworkId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing, Signing } from '../../core/ports/cryptography.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Session } from './session.ts';

export type LedgerParts = { readonly clock: Clock; readonly hashing: Hashing; readonly signing: Signing };

/** One network's entries are written one after the other: whoever appends holds its barrier to the end of the transaction. */
export function bindLedger(session: Session, parts: LedgerParts): Ledger {
  return {
    append: async (network, { kind, body }) => {
      await session.enter(network);
      await holdNetwork(session, network);
      const { sequence, hash: previous } = await head(session);
      const unsigned = { network, sequence: sequence + 1, kind, body, at: parts.clock.now().toISOString(), previous };
      const entry = LedgerEntry.parse(signEntry(unsigned, parts));
      await session.sql.query({
        name: 'ledger.append',
        text: `insert into ledger_entry (network_id, sequence, kind, body, at, previous, hash, signature)
               values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [
          network,
          entry.sequence,
          kind,
          JSON.stringify(entry.body),
          entry.at,
          ...[entry.previous, entry.hash, entry.signature].map((hex) => Buffer.from(fromHex(hex))),
        ],
      });
      return { sequence: entry.sequence, hash: entry.hash };
    },
  };
}

/** Nobody else takes a number of this network (a vote's, a ledger entry's) before the transaction ends. */
export async function holdNetwork({ sql }: Session, network: NetworkId): Promise<void> {
  await sql.query({ name: 'network.hold', text: 'select pg_advisory_xact_lock(network_barrier($1))', values: [network] });
}

/** A whole history in its order, as `verifyLedger` takes it. */
export async function readLedger(session: Session, network: NetworkId): Promise<readonly LedgerEntry[]> {
  await session.enter(network);
  const rows = await session.prisma.ledgerEntry.findMany({ where: { networkId: network }, orderBy: { sequence: 'asc' } });
  return z.array(LedgerEntry).parse(
    rows.map(({ sequence, kind, body, at, previous, hash, signature }) => ({
      network,
      sequence,
      kind,
      body,
      at: at.toISOString(),
      previous: toHex(previous),
      hash: toHex(hash),
      signature: toHex(signature),
    })),
  );
}

async function head({ sql }: Session): Promise<{ sequence: number; hash: string }> {
  const { rows } = await sql.query<{ sequence: number; hash: Buffer }>({
    name: 'ledger.head',
    text: 'select sequence, hash from ledger_entry where network_id = (select entered_network()) order by sequence desc limit 1',
  });
  const [last] = rows;
  return last === undefined ? { sequence: 0, hash: beforeFirst } : { sequence: last.sequence, hash: toHex(last.hash) };
}
