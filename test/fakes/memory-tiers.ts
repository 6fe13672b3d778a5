import type { Tier, TierCounts } from '../../core/charter/tiers.ts';
import type { NetworkId, PersonId } from '../../core/ids.ts';
import type { TierRules } from '../../core/voting/vote.ts';
import type { Memory } from './memory.ts';

type Ages = Omit<TierRules, 'needed'>;

const day = 86_400_000;

/** The same as the function member_tiers of the database. */
export function tierOf(memory: Memory, of: { network: NetworkId; person: PersonId }, rules: Ages): Tier {
  const { state } = memory;
  if (!isFirst(memory, of.person, rules)) return 0;
  const words = state.vouches.filter(
    ({ network, candidate, voucher }) => network === of.network && candidate === of.person && isFirst(memory, voucher, rules),
  );
  return platformsOf(memory, of.person, rules).size > 1 || words.length >= rules.vouches ? 2 : 1;
}

export function tierCounts(memory: Memory, network: NetworkId, rules: Ages): TierCounts {
  const members = memory.state.memberships.filter((known) => known.network === network && known.status === 'member');
  const tiers = members.map(({ person }) => tierOf(memory, { network, person }, rules));
  const least = (tier: Tier) => tiers.filter((reached) => reached >= tier).length;
  return [least(0), least(1), least(2)];
}

function isFirst(memory: Memory, person: PersonId, rules: Ages): boolean {
  const own = heardOf(memory, person);
  const met = Math.min(...own.map(({ first }) => first.getTime()));
  const heard = Math.max(...own.map(({ at }) => at.getTime()));
  return platformsOf(memory, person, rules).size > 0 && heard >= met + Math.min(rules.knownFor, day);
}

function platformsOf(memory: Memory, person: PersonId, { knownFor }: Ages): ReadonlySet<string> {
  const { now } = memory.state;
  return new Set(
    heardOf(memory, person)
      .filter(({ first }) => first.getTime() <= now.getTime() - knownFor)
      .map(({ platform }) => platform),
  );
}

function heardOf({ state }: Memory, of: PersonId) {
  return state.accounts
    .filter(({ person, platform }) => person === of && platform !== 'console')
    .flatMap(({ id, platform }) => state.heard.filter(({ account }) => account === id).map((known) => ({ ...known, platform })));
}
