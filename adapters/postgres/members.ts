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
      await session.enter(network);
      await prisma.exclusion.deleteMany({ where: { networkId: network, account: { personId: person } } });
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
    exclude: async (network, { person: named, vote }) => {
      const person = await currentPerson(session, named);
      await session.enter(network);
      const key = { networkId: network, personId: person };
      const accounts = await prisma.account.findMany({ where: { personId: person }, select: { id: true } });
      const exclusions = accounts.map(({ id }) => ({ networkId: network, accountId: id, voteId: vote, at: clock.now() }));
      const { count } = await prisma.exclusion.createMany({ data: exclusions, skipDuplicates: true });
      await prisma.vouch.deleteMany({ where: { networkId: network, candidateId: person } });
      await prisma.membership.updateMany({ where: key, data: { status: 'left', since: clock.now() } });
      if (count > 0) await ledger.append(network, { kind: 'member.excluded', body: { person, vote } });
    },
    isExcluded: async (network, person) => {
      await session.enter(network);
      return (await prisma.exclusion.count({ where: { networkId: network, account: { personId: person } } })) > 0;
    },
    called: async (network, words) => {
      await session.enter(network);
      const { rows } = await session.sql.query({ name: 'members.called', text: findCalled, values: [network, fold(words)] });
      return z.array(z.object({ person: PersonId, name: z.string() })).parse(rows);
    },
    vouch: async (network, named) => {
      const [candidateId, voucherId] = [await currentPerson(session, named.candidate), await currentPerson(session, named.voucher)];
      if (candidateId === voucherId) throw new Refusal(say('networks.vouch-for-oneself'));
      if (!['asked', 'member'].includes(await statusOf(network, candidateId)))
        throw new Refusal(say('networks.vouch-not-asked', { name: await personName(session, candidateId) }));
      const vouch = { networkId: network, candidateId, voucherId, at: clock.now() };
      await prisma.vouch.createMany({ data: [vouch], skipDuplicates: true });
      return prisma.vouch.count({
        where: { networkId: network, candidateId, voucher: { memberships: { some: { networkId: network, status: 'member' } } } },
      });
    },
    tiers: async (network, rules) => {
      await session.enter(network);
      const values = [network, clock.now(), JSON.stringify(rules)];
      const { rows } = await session.sql.query({ name: 'members.tiers', text: countTiers, values });
      return z.tuple([z.int(), z.int(), z.int()]).parse(z.object({ counts: z.array(z.int()) }).parse(rows[0]).counts);
    },
    tierOf: async (network, person, rules) => {
      await session.enter(network);
      const values = [network, clock.now(), JSON.stringify(rules), person];
      const { rows } = await session.sql.query({ name: 'members.tier', text: findTier, values });
      return rows[0] === undefined ? 0 : z.object({ tier: z.literal([0, 1, 2]) }).parse(rows[0]).tier;
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

/** The mark is the beginning of the id: see core/people/mark.ts. */
const findCalled = `select * from (
    select distinct on (membership.person_id) membership.person_id as person, account.display_name as name
    from membership join account on account.person_id = membership.person_id
    where membership.network_id = $1 and membership.status = 'member' and account.display_name <> ''
      and (starts_with(membership.person_id::text, $2) or starts_with(lower(normalize(account.display_name, NFKC)), $2))
    order by membership.person_id, account.last_heard_at desc) as found
  order by name, person limit 25`;

const countTiers = `select array[count(*), count(*) filter (where tier >= 1), count(*) filter (where tier >= 2)]::integer[] as counts
  from member_tiers($1, $2, $3)`;

const findTier = 'select tier from member_tiers($1, $2, $3) where person_id = $4';

const fold = (words: string): string => words.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
