import { Refusal } from '../../core/errors.ts';
import { NetworkId, SpaceId } from '../../core/ids.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Members, MemberStatus, Network, Networks, Spaces } from '../../core/ports/networks.ts';
import { say } from '../../core/text/text.ts';
import { nextId } from './memory.ts';
import type { Memory } from './memory.ts';
import { memoryLedger } from './memory-messenger.ts';
import { memoryPeople } from './memory-people.ts';
import { tierCounts, tierOf } from './memory-tiers.ts';

export function memoryNetworks(memory: Memory): Networks {
  const plain = ({ id, name, console }: Network): Network => ({ id, name, console });
  const fold = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  const findByName = (name: string) => memory.state.networks.find((known) => fold(known.name) === fold(name));
  return {
    create: async ({ name, console, charter, founder }) => {
      if (findByName(name) !== undefined) throw new Refusal(say('networks.name-taken', { network: name }));
      const network = { id: NetworkId.parse(nextId(memory)), name, console };
      memory.state.networks.push({ ...network, charter });
      memory.state.charters.push({ network: network.id, version: 1, rules: charter, adoptedAt: memory.state.now, vote: null });
      memory.state.memberships.push({ network: network.id, person: founder, status: 'member' });
      return network;
    },
    find: async (id) => memory.state.networks.map(plain).find((network) => network.id === id) ?? null,
    findByName: async (name) => {
      const found = findByName(name);
      return found === undefined ? null : plain(found);
    },
    of: async (person) => {
      const own = memory.state.memberships.filter((membership) => membership.person === person && membership.status === 'member');
      return memory.state.networks
        .filter(({ id }) => own.some(({ network }) => network === id))
        .map(plain)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export function memoryMembers(memory: Memory): Members {
  const find = (network: NetworkId, person: PersonId) =>
    memory.state.memberships.find((membership) => membership.network === network && membership.person === person);
  const members = (network: NetworkId) =>
    memory.state.memberships.filter((membership) => membership.network === network && membership.status === 'member');

  const accountsOf = (of: PersonId) => memory.state.accounts.filter(({ person }) => person === of).map(({ id }) => id);

  function become(status: Exclude<MemberStatus, 'none'>, network: NetworkId, person: PersonId): void {
    const membership = find(network, person);
    if (membership === undefined) memory.state.memberships.push({ network, person, status });
    else membership.status = status;
  }

  return {
    status: async (network, person) => find(network, person)?.status ?? 'none',
    count: async (network) => members(network).length,
    admit: async (network, person) => {
      const own = accountsOf(person);
      memory.state.exclusions = memory.state.exclusions.filter((known) => known.network !== network || !own.includes(known.account));
      become('member', network, person);
    },
    exclude: async (network, { person, vote }) => {
      for (const account of accountsOf(person)) memory.state.exclusions.push({ network, account });
      if (find(network, person) !== undefined) become('left', network, person);
      await memoryLedger(memory).append(network, { kind: 'member.excluded', body: { person, vote } });
    },
    isExcluded: async (network, person) => {
      const own = accountsOf(person);
      return memory.state.exclusions.some((known) => known.network === network && own.includes(known.account));
    },
    called: async (network, words) => {
      const wanted = words.toLowerCase();
      const named = await Promise.all(
        members(network).map(async ({ person }) => ({ person, name: await memoryPeople(memory).name(person) })),
      );
      return named
        .filter(({ person, name }) => person.startsWith(wanted) || name.toLowerCase().startsWith(wanted))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    ask: async (network, person) => {
      if (find(network, person)?.status !== 'member') become('asked', network, person);
    },
    leave: async (network, person) => {
      const { state } = memory;
      state.vouches = state.vouches.filter((vouch) => vouch.network !== network || vouch.candidate !== person);
      if (find(network, person) !== undefined) become('left', network, person);
    },
    vouch: async (network, { candidate, voucher }) => {
      if (candidate === voucher) throw new Refusal(say('networks.vouch-for-oneself'));
      if (!['asked', 'member'].includes(find(network, candidate)?.status ?? 'none'))
        throw new Refusal(say('networks.vouch-not-asked', { name: await memoryPeople(memory).name(candidate) }));
      const { vouches } = memory.state;
      const given = vouches.some((known) => known.network === network && known.candidate === candidate && known.voucher === voucher);
      if (!given) vouches.push({ network, candidate, voucher });
      const current = new Set(members(network).map(({ person }) => person));
      return vouches.filter((known) => known.network === network && known.candidate === candidate && current.has(known.voucher)).length;
    },
    tiers: async (network, rules) => tierCounts(memory, network, rules),
    tierOf: async (network, person, rules) => (find(network, person)?.status === 'member' ? tierOf(memory, { network, person }, rules) : 0),
    waiting: async (network) => {
      const asked = memory.state.memberships.filter((membership) => membership.network === network && membership.status === 'asked');
      const { name } = memoryPeople(memory);
      const named = await Promise.all(asked.map(async ({ person }) => ({ person, name: await name(person) })));
      return named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export function memorySpaces(memory: Memory): Spaces {
  const find = ({ platform, externalId }: { platform: string; externalId: string }) =>
    memory.state.spaces.find((space) => space.platform === platform && space.externalId === externalId);
  return {
    of: async (wanted) => memory.state.spaces.filter(({ network }) => network === wanted),
    bind: async (network, place) => {
      const bound = find(place);
      if (bound !== undefined && bound.network !== network) throw new Refusal(say('networks.place-taken'));
      if (bound !== undefined) return bound;
      const space = { ...place, id: SpaceId.parse(nextId(memory)), network };
      memory.state.spaces.push(space);
      return space;
    },
    unbind: async (network, place) => {
      const bound = find(place);
      if (bound?.network !== network) return false;
      memory.state.spaces = memory.state.spaces.filter((space) => space !== bound);
      return true;
    },
  };
}
