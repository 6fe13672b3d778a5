import type { JsonValue } from '../canonical-json.ts';
import type { NetworkId } from '../ids.ts';

/** The append-only, hash-linked, signed history of a network. */
export type Ledger = {
  /** Appends as part of the running transaction. `kind` reads "vote.closed", `body` carries ids, never private text. */
  readonly append: (network: NetworkId, entry: { kind: string; body: JsonValue }) => Promise<{ sequence: number; hash: string }>;
};
