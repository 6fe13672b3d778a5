import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import { NetworkId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Network, Networks } from '../../core/ports/networks.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import { say } from '../../core/text/text.ts';
import { currentPerson } from './current-person.ts';
import type { Session } from './session.ts';

export type NetworksParts = { readonly clock: Clock; readonly randomness: Randomness; readonly ledger: Ledger };

const NetworkRow = z.object({ id: NetworkId, name: z.string(), console: z.boolean() }) satisfies z.ZodType<Network>;

/** Names cross the borders between networks through functions of the database; everything else enters one network. */
export function bindNetworks(session: Session, { clock, randomness, ledger }: NetworksParts): Networks {
  const { sql, prisma } = session;
  return {
    create: async (wanted) => {
      const founder = await currentPerson(session, wanted.founder);
      const network: Network = { id: NetworkId.parse(randomness.uuid()), name: tidy(wanted.name), console: wanted.console };
      const now = clock.now();
      await session.enter(network.id);
      const { count } = await prisma.network.createMany({ data: [{ ...network, createdAt: now }], skipDuplicates: true });
      if (count === 0) throw new Refusal(say('networks.name-taken', { network: network.name }));
      await ledger.append(network.id, { kind: 'network.founded', body: { name: network.name, console: network.console } });

      await prisma.charterVersion.create({ data: { networkId: network.id, version: 1, rules: wanted.charter, adoptedAt: now } });
      await ledger.append(network.id, { kind: 'charter.adopted', body: { version: 1, rules: wanted.charter } });

      await prisma.membership.create({ data: { networkId: network.id, personId: founder, status: 'member', since: now } });
      await ledger.append(network.id, { kind: 'member.admitted', body: { person: founder } });
      return network;
    },
    find: async (id) => {
      await session.enter(id);
      return NetworkRow.nullable().parse(await prisma.network.findUnique({ where: { id } }));
    },
    findByName: async (name) => {
      const text = 'select id, name, console from network_by_name($1)';
      const { rows } = await sql.query({ name: 'networks.by-name', text, values: [tidy(name)] });
      return NetworkRow.nullable().parse(rows[0] ?? null);
    },
    of: async (person) => {
      const text = 'select id, name, console from networks_of_person($1)';
      const { rows } = await sql.query({ name: 'networks.of-person', text, values: [person] });
      return z.array(NetworkRow).parse(rows);
    },
  };
}

/** One spelling for what looks the same: compatibility characters folded (Unicode NFKC), single spaces. */
function tidy(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
}
