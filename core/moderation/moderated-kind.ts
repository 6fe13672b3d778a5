import type { NetworkId, PersonId } from '../ids.ts';
import type { JsonValue } from '../canonical-json.ts';
import type { Block } from '../text/text.ts';

/** Why a text is not shown: until a jury decides, because a jury did, or because a platform's own moderators deleted it. */
export type HiddenBy = 'reports' | 'jury' | 'platform';

/** Something that a member wrote and that we show to others. */
export type ModeratedText = {
  /** As the kind is called: "vote". */
  readonly kind: string;
  readonly id: string;
  /** What people call it within its network. */
  readonly number: number;
  readonly author: PersonId | null;
  readonly writtenAt: Date;
  /** As written, also where it is hidden: for those who decide about it. */
  readonly text: readonly Block[];
  readonly hidden: HiddenBy | null;
};

/** One kind of text, as its feature knows it: how it is found, and how it is hidden wherever the feature shows it. */
export type ModeratedKind<Ports> = {
  readonly kind: string;
  /** What the subjects of the posts that show it begin with: "outcome" where they are called "outcome:<id>". */
  readonly posts: readonly string[];
  readonly numbered: (network: NetworkId, number: number, ports: Ports) => Promise<ModeratedText | null>;
  readonly byId: (network: NetworkId, id: string, ports: Ports) => Promise<ModeratedText | null>;
  /**
   * Shows it or hides it everywhere, also where it stands already. `occasion` is new for every change.
   * Returns what the ledger should say of it beside.
   */
  readonly put: (network: NetworkId, wanted: Wanted, ports: Ports) => Promise<{ readonly [name: string]: JsonValue }>;
};

type Wanted = { readonly id: string; readonly hidden: HiddenBy | null; readonly occasion: string };
