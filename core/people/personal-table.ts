/**
 * A table that names a person: what `me export` takes from it and what `me erase` does with it. Conditions and values are SQL of the
 * table's own; in them stand
 *   :persons    the ids that the person has and had (uuid[])
 *   :accounts   the ids of the accounts (uuid[])
 *   :addresses  the ids of the accounts on their platforms (text[])
 *   :names      the names that are shown (text[])
 */
export type PersonalTable = {
  /** As in the database: "link_code". */
  readonly table: string;
  /** Which rows are about the person. */
  readonly rows: string;
  /** Columns that `me export` leaves out: what is secret, or large and public anyway. */
  readonly withheld?: readonly string[];
  readonly why: string;
} & (
  | { readonly erase: 'delete' }
  | { readonly erase: 'keep' }
  /** The rows stay and name nobody any more: these columns become these values. None: what they refer to becomes anonymous. */
  | { readonly erase: 'anonymise'; readonly become: Readonly<Record<string, string>> }
);
