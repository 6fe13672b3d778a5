import type { JsonValue } from '../canonical-json.ts';
import type { NetworkId, PersonId, VoteId } from '../ids.ts';
import type { PersonalTable } from '../people/personal-table.ts';

/** All that is stored about somebody, as the manifests of the features name it. */
export type Privacy = {
  /** Table by table, in the order given; tables without rows are left out. */
  readonly export: (person: PersonId, tables: readonly PersonalTable[]) => Promise<Readonly<Record<string, readonly JsonValue[]>>>;
  /**
   * Names, accounts and settings go; counts stay as they are, also in votes that run. Throws a Refusal while a vote about admitting the
   * person is being counted. Returns the open ones: they are to be cancelled.
   */
  readonly erase: (
    person: PersonId,
    tables: readonly PersonalTable[],
  ) => Promise<readonly { readonly network: NetworkId; readonly vote: VoteId }[]>;
};
