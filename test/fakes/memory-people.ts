import { Refusal } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import { holderOf } from '../../core/people/link-holder.ts';
import { linkCodeBytes, readLinkCode, writeLinkCode } from '../../core/people/link-code.ts';
import type { Links, People } from '../../core/ports/people.ts';
import { say } from '../../core/text/text.ts';
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
      if (kept !== undefined && gone !== undefined) merge(memory, { kept, gone });
      return { person: one.person, with: { id: one.id, platform: one.platform, displayName: one.displayName } };
    },
  };
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
