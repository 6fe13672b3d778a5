import type { HouseWorld } from '../world/open-house.ts';
import type { Person } from '../world/person.ts';

/** A platform's real wire with people on it, and the product behind it. */
export type PlatformWorld<P extends Person = Person> = {
  readonly house: HouseWorld;
  /** Somebody whom nobody met before. A manager holds the platform's own right to manage the shared place. */
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<P>;
  /** How a line is said in the shared place so that the bot hears it: "@coop vote list", "!coop vote list", "/coop vote list". */
  readonly call: (line: string) => string;
  /** How a command is said so that its form opens. The same as `call` where there are no forms: then `fills` answers the questions. */
  readonly form: (command: string) => string;
  /** How a manager founds a network and makes the shared place its own. Default: `network create NAME`, `space bind`, both called. */
  readonly founds?: (founder: P, network: string) => Promise<void>;
  /** Delivers once more what this person last said, clicked, chose or filled in, as the platform does when it saw no acknowledgement. */
  readonly redeliver: (person: P) => Promise<void>;
  /** Deletes, as a moderator can, the newest message of the shared place that has these words. */
  readonly remove: (words: string) => Promise<void>;
  /** Requests that broke a rule of the platform, in words. */
  readonly violations: () => readonly string[];
  /** The product first, the peers after it. */
  readonly close: () => Promise<void>;
};
