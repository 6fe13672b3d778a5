import type { JsonValue } from '../../core/canonical-json.ts';
import { Refusal } from '../../core/errors.ts';
import { VoteId } from '../../core/ids.ts';
import type { PersonId } from '../../core/ids.ts';
import { countsIn } from '../../core/people/counts-in.ts';
import type { Ballots, Vote, Votes } from '../../core/ports/votes.ts';
import { say } from '../../core/text/text.ts';
import { hideWords, revealWords } from '../../core/voting/hidden-vote.ts';
import { nextId } from './memory.ts';
import type { Memory } from './memory.ts';
import { tierOf } from './memory-tiers.ts';
import { accountOf } from './memory-people.ts';

export function memoryVotes(memory: Memory): Votes {
  return {
    open: async (wanted) => {
      const { state } = memory;
      const number = state.votes.filter(({ network }) => network === wanted.network).length + 1;
      const vote: Vote = { ...wanted, id: VoteId.parse(nextId(memory)), number, status: 'open', bundle: null };
      state.votes.push(vote);
      for (const { network, person, status } of state.memberships)
        if (network === wanted.network && status === 'member' && mayVote(memory, vote, person))
          state.electors.push({ vote: vote.id, person, tag: nextId(memory).slice(0, 8), active: wasActive(memory, person, vote) });
      return vote;
    },
    find: async (network, number) => memory.state.votes.find((vote) => vote.network === network && vote.number === number) ?? null,
    byId: async (_, id) => memory.state.votes.find((vote) => vote.id === id) ?? null,
    list: async (network, { status, limit }) =>
      memory.state.votes
        .filter((vote) => vote.network === network && (status === undefined || vote.status === status))
        .toSorted((a, b) => b.number - a.number)
        .slice(0, limit),
    decided: async (network, { start, end }) =>
      memory.state.votes.filter(
        (vote) => vote.network === network && vote.status === 'closed' && vote.closesAt >= start && vote.closesAt < end,
      ),
    awaiting: async (network, person) =>
      memory.state.votes.filter(
        (vote) =>
          vote.network === network &&
          vote.status === 'open' &&
          vote.closesAt > memory.state.now &&
          electorsOf(memory, vote.id).some((elector) => elector.person === person) &&
          lastChoice(memory, { vote: vote.id, person }) === null,
      ),
    about: async (network, what, limit) =>
      memory.state.votes
        .filter(({ network: of, purpose }) => {
          if (of !== network) return false;
          if ('rule' in what) return purpose?.kind === 'charter' && purpose.rule === what.rule;
          return purpose?.kind === 'exclusion' && what.excluding.includes(purpose.person);
        })
        .toReversed()
        .slice(0, limit),
    turnout: async ({ id }) => ({
      voted: countedBallots(memory, id).length,
      electors: electorsOf(memory, id).length,
      active: activeOf(memory, id),
    }),
    reschedule: async (vote, closesAt) => change(memory, vote, { closesAt: closesAt < memory.state.now ? memory.state.now : closesAt }),
    cancel: async (vote) => change(memory, vote, { status: 'cancelled' }),
    hide: async (vote, by) => {
      const { hidden: _hidden, ...written } = revealWords(vote);
      const words = by === null ? {} : { ...hideWords(written, by), hidden: { by, question: written.question, options: written.options } };
      memory.state.votes = memory.state.votes.map((known) => (known.id === vote.id ? { ...written, ...words } : known));
      return vote.bundle?.hash ?? null;
    },
  };
}

/** Where a moment is known to the second only, what was said within that second was not said after it. */
const isAfter = (said: Date, moment: Date): boolean =>
  moment.getMilliseconds() === 0 ? said.getTime() >= moment.getTime() + 1_000 : said > moment;

export function memoryBallots(memory: Memory): Ballots {
  return {
    cast: async ({ vote: id, account, choice, castAt, outOfTurn = false }) => {
      const { state } = memory;
      if (outOfTurn && state.ballots.some((other) => other.vote === id && other.account === account && isAfter(other.castAt, castAt)))
        return { kind: 'said-later' };
      const vote = state.votes.find((known) => known.id === id);
      if (vote === undefined) throw new Error(`there is no vote ${id}`);
      const { person, platform } = accountOf(memory, account);
      const network = state.networks.find((known) => known.id === vote.network);
      const elector = electorsOf(memory, id).find((known) => known.person === person);
      if (vote.status === 'cancelled') return { kind: 'cancelled' };
      if (vote.status === 'closed' || castAt >= vote.closesAt) return { kind: 'closed' };
      if (network === undefined || !countsIn(network, platform)) return { kind: 'console-not-counted' };
      if (elector === undefined) return { kind: 'not-an-elector' };
      const previous = lastChoice(memory, { vote: id, person });
      if (choice === null && previous === null) return { kind: 'nothing-to-withdraw' };
      state.ballots.push({ vote: id, account, choice, castAt });
      return { kind: 'counted', receipt: elector.tag, previous };
    },
    own: async (vote, person) => {
      const elector = electorsOf(memory, vote).find((known) => known.person === person);
      const last = lastBallot(memory, { vote, person });
      if (elector === undefined || last === undefined || last.choice === null) return null;
      return { choice: last.choice, receipt: elector.tag, account: last.account };
    },
  };
}

/** One per elector, the last, sorted by tag. */
export function countedBallots(memory: Memory, vote: VoteId): readonly { tag: string; choice: JsonValue }[] {
  return electorsOf(memory, vote)
    .flatMap(({ person, tag }) => {
      const choice = lastChoice(memory, { vote, person });
      return choice === null ? [] : [{ tag, choice }];
    })
    .toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** Of how many the quorum is asked. */
export function activeOf(memory: Memory, vote: VoteId): number {
  const voted = new Set(countedBallots(memory, vote).map(({ tag }) => tag));
  return electorsOf(memory, vote).filter(({ active, tag }) => active || voted.has(tag)).length;
}

function mayVote(memory: Memory, { network, rules: { tier } }: Vote, person: PersonId): boolean {
  return tier === undefined || tierOf(memory, { network, person }, tier) >= tier.needed;
}

function wasActive({ state }: Memory, person: PersonId, { openedAt, rules: { activeWithin } }: Vote): boolean {
  if (activeWithin === undefined) return true;
  const own = new Set(state.accounts.filter((account) => account.person === person).map(({ id }) => id));
  return state.heard.some(({ account, at }) => own.has(account) && at.getTime() >= openedAt.getTime() - activeWithin);
}

export const electorsOf = ({ state }: Memory, vote: VoteId) => state.electors.filter((elector) => elector.vote === vote);

/** Puts a changed vote in place of the open one. */
function change(memory: Memory, { id, number }: Vote, changes: Partial<Vote>): void {
  const current = memory.state.votes.find((vote) => vote.id === id);
  if (current?.status !== 'open') throw new Refusal(say('voting.not-open', { number, status: current?.status ?? 'closed' }));
  memory.state.votes = memory.state.votes.map((vote) => (vote.id === id ? { ...vote, ...changes } : vote));
}

function lastChoice(memory: Memory, of: { vote: VoteId; person: PersonId }): JsonValue | null {
  return lastBallot(memory, of)?.choice ?? null;
}

function lastBallot(memory: Memory, { vote, person }: { vote: VoteId; person: PersonId }) {
  return memory.state.ballots.findLast((ballot) => ballot.vote === vote && accountOf(memory, ballot.account).person === person);
}
