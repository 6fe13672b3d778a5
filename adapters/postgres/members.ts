import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import { PersonId } from '../../core/ids.ts';
import type { NetworkId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Members, MemberStatus } from '../../core/ports/networks.ts';
import { say } from '../../core/text/text.ts';
import { currentPerson } from './current-person.ts';
import { personName } from './people.ts';
import type { Session } from './session.ts';

const Status = z.enum(['member', 'asked', 'left']);

/** The roll of a network. Who comes and goes stands in the ledger, once, however often it is said. */
export function bindMembers(session: Session, { clock, ledger }: { clock: Clock; ledger: Ledger }): Members {
  const { prisma } = session;

  async function statusOf(network: NetworkId, person: PersonId): Promise<MemberStatus> {
    await session.enter(network);
    const membership = await prisma.membership.findUnique({ where: { networkId_personId: { networkId: network, personId: person } } });
    return membership === null ? 'none' : Status.parse(membership.status);
  }

  /** Sets a status unless it is one of `keep`; of several at once one changes it. True: this one. */
  async function become(
    status: MemberStatus,
    at: { network: NetworkId; person: PersonId; keep: readonly MemberStatus[] },
  ): Promise<boolean> {
    const key = { networkId: at.network, personId: at.person };
    const change = { status, since: clock.now() };
    await session.enter(at.network);
    const changed = await prisma.membership.updateMany({ where: { ...key, status: { notIn: [...at.keep] } }, data: change });
    if (changed.count === 1) return true;
    return (await prisma.membership.createMany({ data: [{ ...key, ...change }], skipDuplicates: true })).count === 1;
  }

  return {
    status: statusOf,
    count: async (network) => {
      await session.enter(network);
      return prisma.membership.count({ where: { networkId: network, status: 'member' } });
    },
    admit: async (network, named) => {
      const person = await currentPerson(session, named);
      if (await become('member', { network, person, keep: ['member'] }))
        await ledger.append(network, { kind: 'member.admitted', body: { person } });
    },
    ask: async (network, named) => {
      const person = await currentPerson(session, named);
      await become('asked', { network, person, keep: ['asked', 'member'] });
    },
    leave: async (network, named) => {
      const person = await currentPerson(session, named);
      await session.enter(network);
      const key = { networkId: network, personId: person };
      const left = { status: 'left', since: clock.now() };
      // The words for somebody are said for this time; who asks again later asks for new ones.
      await prisma.vouch.deleteMany({ where: { networkId: network, candidateId: person } });
      if ((await prisma.membership.updateMany({ where: { ...key, status: 'member' }, data: left })).count === 1)
        await ledger.append(network, { kind: 'member.left', body: { person } });
      else await prisma.membership.updateMany({ where: { ...key, status: 'asked' }, data: left });
    },
    vouch: async (network, named) => {
      const [candidateId, voucherId] = [await currentPerson(session, named.candidate), await currentPerson(session, named.voucher)];
      if (candidateId === voucherId) throw new Refusal(say('networks.vouch-for-oneself'));
      if ((await statusOf(network, candidateId)) !== 'asked')
        throw new Refusal(say('networks.vouch-not-asked', { name: await personName(session, candidateId) }));
      const vouch = { networkId: network, candidateId, voucherId, at: clock.now() };
      await prisma.vouch.createMany({ data: [vouch], skipDuplicates: true });
      return prisma.vouch.count({
        where: { networkId: network, candidateId, voucher: { memberships: { some: { networkId: network, status: 'member' } } } },
      });
    },
    waiting: async (network) => {
      await session.enter(network);
      const asked = await prisma.membership.findMany({
        where: { networkId: network, status: 'asked' },
        select: { personId: true, person: { select: { accounts: { orderBy: { lastHeardAt: 'desc' }, take: 1 } } } },
      });
      return asked
        .map(({ personId, person }) => ({ person: PersonId.parse(personId), name: person.accounts[0]?.displayName ?? personId }))
        .sort((one, other) => one.name.localeCompare(other.name, 'en') || (one.person < other.person ? -1 : 1));
    },
  };
}
