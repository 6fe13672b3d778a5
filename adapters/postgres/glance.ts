import { z } from 'zod';
import { NetworkId, PersonId } from '../../core/ids.ts';
import type { Glance } from '../../core/ports/glance.ts';
import type { Database } from './database.ts';
import type { Session } from './session.ts';

type GlanceParts<Ports> = {
  readonly database: Database;
  readonly bindPorts: (session: Session) => Ports;
  /** Milliseconds for one statement. Default 1,500: whoever looks waits for it while they type. */
  readonly timeout?: number;
};

/** Reads only: the database itself refuses to write in such a transaction. */
export function createGlance<Ports>({ database, bindPorts, timeout = 1_500 }: GlanceParts<Ports>): Glance<Ports> {
  return async ({ platform, installation, account, place }, look) =>
    database.transact(
      async (session) => {
        const { sql } = session;
        await sql.query({ name: 'glance.begin', text: 'set transaction read only', values: [] });
        const found = await sql.query({ name: 'glance.who', text: who, values: [platform, installation, account, place] });
        if (found.rows[0] === undefined) return null;
        const row = Row.parse(found.rows[0]);
        const settings = { timeZone: row.time_zone, language: row.language, quietHours: row.quiet_hours };
        const shared = { person: row.person, settings };
        if (row.network === null) return look({ ...shared, network: null, membership: 'none' }, bindPorts(session));
        await session.enter(row.network);
        const { rows } = await sql.query({ name: 'glance.network', text: whichNetwork, values: [row.network, row.person] });
        const { name, console, membership } = NetworkRow.parse(rows[0]);
        return look({ ...shared, network: { id: row.network, name, console }, membership }, bindPorts(session));
      },
      { timeout, repeat: true },
    );
}

const who = `select p.id as person, p.time_zone, p.language, p.quiet_hours, network_of_place($1, $2, $4) as network
  from account a join person p on p.id = a.person_id
  where a.platform = $1 and a.installation = $2 and a.external_id = $3`;

const whichNetwork = `select n.name, n.console, coalesce(m.status, 'none') as membership
  from network n left join membership m on m.network_id = n.id and m.person_id = $2
  where n.id = $1`;

const Row = z.object({
  person: PersonId,
  time_zone: z.string().nullable(),
  language: z.string().nullable(),
  quiet_hours: z.string().nullable(),
  network: NetworkId.nullable(),
});

const NetworkRow = z.object({ name: z.string(), console: z.boolean(), membership: z.enum(['member', 'asked', 'left', 'none']) });
