import type { Privacy } from '../../core/ports/privacy.ts';
import type { Memory } from './memory.ts';

/** Names and standings go, counts stay. What the manifests say of tables is tested over PostgreSQL. */
export function memoryPrivacy(memory: Memory): Privacy {
  return {
    export: async (person) => {
      const { accounts } = memory.state;
      const own = accounts.filter((account) => account.person === person).map(({ platform, displayName }) => ({ platform, displayName }));
      return { account: own, person: [{ id: person }] };
    },
    erase: async (person) => {
      const { state } = memory;
      for (const account of state.accounts) {
        if (account.person !== person) continue;
        account.externalId = `erased ${account.id}`;
        account.displayName = '';
      }
      state.memberships = state.memberships.filter((membership) => membership.person !== person);
      state.vouches = state.vouches.filter(({ candidate, voucher }) => candidate !== person && voucher !== person);
      state.notes = state.notes.filter((note) => note.person !== person);
      return state.votes
        .filter(({ status, purpose }) => status === 'open' && purpose?.kind === 'admission' && purpose.person === person)
        .map(({ network, id }) => ({ network, vote: id }));
    },
  };
}
