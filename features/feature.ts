import type { AnyCommand } from '../bots/conversation/command.ts';

/**
 * What the product can do, one manifest per feature: the table of contents of the house. main.ts, help, doctor,
 * the HTTP server and the personal-data commands read the list and know no feature by name.
 */
export type Feature<C extends AnyCommand = AnyCommand> = {
  /** The first word of its commands. */
  readonly name: string;
  readonly commands: readonly C[];
  /** Tables that name a person, and what erasing a person does with each. A test fails for a table that nobody lists. */
  readonly personal: readonly PersonalTable[];
};

export type PersonalTable = { readonly table: string; readonly erase: 'delete' | 'anonymise' | 'keep'; readonly why: string };
