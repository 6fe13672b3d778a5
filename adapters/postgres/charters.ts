import { Charter } from '../../core/charter/charter.ts';
import { applyChange, changesBetween } from '../../core/charter/rules.ts';
import type { NetworkId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Charters } from '../../core/ports/networks.ts';
import { holdPeople } from './current-person.ts';
import { holdNetwork } from './ledger.ts';
import type { Session } from './session.ts';

/** A version is never changed: what passes a vote becomes the next one. */
export function bindCharters(session: Session, { clock, ledger }: { clock: Clock; ledger: Ledger }): Charters {
  const { prisma } = session;

  async function current(network: NetworkId): Promise<{ version: number; rules: Charter }> {
    await session.enter(network);
    const { version, rules } = await prisma.charterVersion.findFirstOrThrow({
      where: { networkId: network },
      orderBy: { version: 'desc' },
    });
    return { version, rules: Charter.parse(rules) };
  }

  return {
    current,
    hold: async (network) => {
      await session.enter(network);
      // In the order in which opening a vote takes them.
      await holdPeople(session);
      await holdNetwork(session, network);
    },
    adopt: async (network, { rule, value, vote }) => {
      await session.enter(network);
      await holdNetwork(session, network);
      const before = await current(network);
      const rules = applyChange(before.rules, { rule, value });
      const [change] = changesBetween(before.rules, rules);
      if (change === undefined) return null;
      const { from, to } = change;
      const version = before.version + 1;
      await prisma.charterVersion.create({ data: { networkId: network, version, rules, adoptedAt: clock.now(), voteId: vote } });
      await ledger.append(network, { kind: 'charter.adopted', body: { version, rules, vote, rule, from, to } });
      return { version, from };
    },
    history: async (network, limit) => {
      await session.enter(network);
      const rows = await prisma.charterVersion.findMany({
        where: { networkId: network },
        orderBy: { version: 'desc' },
        take: limit,
        include: { vote: { select: { number: true } } },
      });
      return rows.map(({ version, rules, adoptedAt, vote }) => ({
        version,
        rules: Charter.parse(rules),
        adoptedAt,
        vote: vote?.number ?? null,
      }));
    },
  };
}
