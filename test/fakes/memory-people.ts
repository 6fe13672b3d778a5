import { Refusal } from '../../core/errors.ts';
import { PersonId } from '../../core/ids.ts';
import type { VoteId } from '../../core/ids.ts';
import { holderOf } from '../../core/people/link-holder.ts';
import { linkCodeBytes, readLinkCode, writeLinkCode } from '../../core/people/link-code.ts';
import type { Linked, Links, People } from '../../core/ports/people.ts';
import { say } from '../../core/text/text.ts';
import { nextId } from './memory.ts';
import type { Memory, StoredAccount } from './memory.ts';

const lifetime = 15 * 60_000;

export function memoryPeople(memory: Memory): People {
  const own = (person: PersonId): readonly StoredAccount[] => memory.state.accounts.filter((account) => account.person === person);
  return {
    settings: async (person) => find(memory, person).settings,
    change: async (person, settings) => {
      const stored = find(memory, person);
      stored.settings = { ...stored.settings, ...settings };
    },
    ids: async (person) => [person],
    accounts: async (person) => own(person).map(({ id, platform, displayName }) => ({ id, platform, displayName })),
    name: async (person) => own(person).at(-1)?.displayName ?? person,
  };
}

/** Codes are numbered, so that tests can read them: the first is 0000-0001. Guesses are not limited. */
export function memoryLinks(memory: Memory): Links {
  return {
    issue: async (account, holder) => {
      const { state } = memory;
      state.count += 1;
      const code = writeLinkCode(Uint8Array.from({ length: linkCodeBytes }, (_, place) => (place === 7 ? state.count : 0)));
      const expiresAt = new Date(state.now.getTime() + lifetime);
      state.linkCodes = [
        ...state.linkCodes.filter((shown) => shown.account !== account),
        { code, account, expiresAt, ...(holder === undefined ? {} : { holder }) },
      ];
      return { code, expiresAt };
    },
    redeem: async (words, account) => {
      const { state } = memory;
      const code = readLinkCode(words);
      const own = holderOf(accountOf(memory, account));
      const shown = state.linkCodes.find((known) => known.code === code && (known.holder ?? own) === own);
      if (shown === undefined) throw new Refusal(say('people.link-unknown'));
      if (shown.expiresAt <= state.now) throw new Refusal(say('people.link-expired'));
      if (shown.account === account) throw new Refusal(say('people.link-own-code'));
      const [one, other] = [accountOf(memory, shown.account), accountOf(memory, account)];
      if (one.person === other.person) throw new Refusal(say('people.link-same-person'));
      state.linkCodes = state.linkCodes.filter((known) => known !== shown);
      const [kept, gone] = [one.person, other.person].toSorted();
      if (kept === undefined || gone === undefined) throw new Error('two persons are needed');
      const votes = mergedVotes(memory, { this: other.person, other: one.person });
      merge(memory, { kept, gone });
      const moot = state.votes.filter(
        ({ status, purpose, network }) =>
          status === 'open' &&
          purpose?.kind === 'admission' &&
          [kept, gone].includes(purpose.person) &&
          state.memberships.some((held) => held.network === network && held.person === kept && held.status === 'member'),
      );
      return {
        person: one.person,
        with: { id: one.id, platform: one.platform, displayName: one.displayName },
        votes,
        moot: moot.map(({ network, id }) => ({ network, vote: id })),
      };
    },
    unlink: async (id) => {
      const { state } = memory;
      const account = accountOf(memory, id);
      const { person } = account;
      const stays = state.accounts.find((known) => known.person === person && known !== account);
      if (stays === undefined) throw new Refusal(say('people.unlink-only'));
      const carried = runningVotes(memory).filter(({ vote }) => lastOf(memory, { vote: vote.id, person })?.account === id);
      for (const { vote } of carried) {
        const last = lastOf(memory, { vote: vote.id, person });
        if (last !== undefined) state.ballots.push({ ...last, account: stays.id });
      }
      account.person = PersonId.parse(nextId(memory));
      state.persons.push({ id: account.person, settings: { timeZone: null, language: null, quietHours: null, reminders: true } });
      return carried.map(({ vote, network }) => ({ network, number: vote.number }));
    },
  };
}

const runningVotes = ({ state }: Memory) =>
  state.votes.flatMap((vote) => {
    const network = state.networks.find(({ id }) => id === vote.network);
    return network === undefined || !['open', 'counting'].includes(vote.status) ? [] : [{ vote, network }];
  });

const lastOf = ({ state }: Memory, { vote, person }: { vote: VoteId; person: PersonId }) =>
  state.ballots.findLast(
    (ballot) => ballot.vote === vote && state.accounts.some(({ id, person: own }) => id === ballot.account && own === person),
  );

/** The later of two ballots counts. */
function mergedVotes(memory: Memory, persons: { this: PersonId; other: PersonId }): Linked['votes'] {
  return runningVotes(memory).flatMap(({ vote, network }) => {
    const cast = {
      this: lastOf(memory, { vote: vote.id, person: persons.this }),
      other: lastOf(memory, { vote: vote.id, person: persons.other }),
    };
    const { ballots } = memory.state;
    const place = (side: 'this' | 'other') => ballots.findLastIndex((ballot) => ballot === cast[side] && ballot.choice !== null);
    const ballotOf = place('this') > place('other') ? 'this' : 'other';
    if (place(ballotOf) < 0) return [];
    return [{ network, number: vote.number, ballotOf, replaces: Math.min(place('this'), place('other')) >= 0 } as const];
  });
}

/** One person of two: the better standing stays, and of two electors in a running vote one. */
function merge({ state }: Memory, { kept, gone }: { kept: PersonId; gone: PersonId }): void {
  for (const account of state.accounts) if (account.person === gone) account.person = kept;
  const standings = ['member', 'asked', 'left'];
  state.memberships = state.memberships
    .map((membership) => (membership.person === gone ? { ...membership, person: kept } : membership))
    .toSorted((a, b) => standings.indexOf(a.status) - standings.indexOf(b.status))
    .filter((one, place, all) => all.findIndex((other) => other.network === one.network && other.person === one.person) === place);
  state.electors = state.electors
    .map((elector) => (elector.person === gone ? { ...elector, person: kept } : elector))
    .filter((one, place, all) => all.findIndex((other) => other.vote === one.vote && other.person === one.person) === place);
  state.votes = state.votes.map((vote) => (vote.openedBy === gone ? { ...vote, openedBy: kept } : vote));
}

export function accountOf({ state }: Memory, id: StoredAccount['id']): StoredAccount {
  const account = state.accounts.find((known) => known.id === id);
  if (account === undefined) throw new Error(`nobody has the account ${id}`);
  return account;
}

function find({ state }: Memory, person: PersonId) {
  const stored = state.persons.find(({ id }) => id === person);
  if (stored === undefined) throw new Error(`nobody has the id ${person}`);
  return stored;
}
