import type { Ports } from '../adapters/postgres/ports.ts';
import type { AnyCommand } from '../bots/conversation/command.ts';
import type { Examination } from '../cli/examinations/examination.ts';
import type { Suggesters } from '../bots/conversation/suggest.ts';
import type { DigestSection } from '../core/digest/section.ts';
import type { ModeratedKind } from '../core/moderation/moderated-kind.ts';
import type { PersonalTable } from '../core/people/personal-table.ts';
import type { Route } from '../core/ports/http.ts';
import type { WaitingSource } from '../core/waiting/waiting.ts';
import type { OutcomeParts } from '../web/outcome/routes.ts';
import type { Site } from '../web/site.ts';

/**
 * What the product can do, one manifest per feature: the table of contents of the house. main.ts, help, doctor,
 * the HTTP server and the personal-data commands read the list and know no feature by name.
 */
export type Feature<C extends AnyCommand = AnyCommand> = {
  /** What it is called: "voting". */
  readonly name: string;
  /** In the order of its help. */
  readonly commands: readonly C[];
  /** Tables that name a person, and what erasing a person does with each. A test fails for a table that nobody lists. */
  readonly personal: readonly PersonalTable[];
  /** What the doctor looks at for it, beside what everything stands on. */
  readonly examinations?: readonly Examination[];
  /** What a digest tells of it, in the order of the features. */
  readonly digest?: DigestSection<Ports>;
  /** What of it waits for a person: shown at home (Slack) and by `me waiting`. */
  readonly waiting?: WaitingSource<Ports>;
  /** Texts of members that it shows to others, and that a jury may hide. */
  readonly moderated?: readonly ModeratedKind<Ports>[];
  /** What it offers while the fields of commands are typed. */
  readonly suggests?: Suggesters<Ports>;
  /** Its pages. */
  readonly routes?: (parts: RouteParts) => readonly Route[];
};

/** What pages are made from. */
export type RouteParts = OutcomeParts & { readonly site: Site };
