import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalPatience } from '../servers/temporal.ts';
import type { HouseWorld } from '../world/open-house.ts';
import type { Person } from '../world/person.ts';
import { choosing } from './cases/choosing.ts';
import { delivering } from './cases/delivering.ts';
import { showing } from './cases/showing.ts';
import { talking } from './cases/talking.ts';
import { suitePrefix } from './suite-prefix.ts';
import { createStage } from './stage.ts';
import type { Stage } from './stage.ts';

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

/** What a platform is like, where platforms differ. */
export type PlatformTraits = {
  /** How many options of one choice can be picked; the others are said. Default all. */
  readonly mostPicked?: number;
  /** How many characters one message shows at least, in however many parts. Default all. */
  readonly longest?: number;
  /** Cases that mean nothing there, each with the reason. Its README says it too. */
  readonly without?: Partial<Record<CaseName, string>>;
};

const cases = { ...talking, ...choosing, ...showing, ...delivering };

/** Stable: a table of cases and platforms is made of them. */
export type CaseName = keyof typeof cases;

/**
 * What every platform does, over its real wire. Each platform's test file calls it once:
 * `describe.skipIf(!(await havePeers()))('...', () => describePlatform('discord', setUp))`.
 */
export function describePlatform<P extends Person>(
  name: string,
  setUp: () => Promise<PlatformWorld<P>>,
  traits: PlatformTraits = {},
): void {
  const { without = {} } = traits;
  describe(`${suitePrefix}${name}`, { timeout: 60_000 }, () => {
    let world: PlatformWorld<P> | null = null;
    let stage: Stage | null = null;
    beforeAll(async () => {
      world = await setUp();
      stage = await createStage(world, traits);
    }, temporalPatience);
    afterAll(async () => {
      await stage?.close();
      await world?.close();
    }, 60_000);

    const played = Object.entries(cases).filter(([title]) => !Object.hasOwn(without, title));
    it.each(played)('%s', async (_title, run) => {
      if (stage === null) throw new Error('the world did not open');
      await run(stage);
    });

    it('breaks no rule of the platform', () => expect(world?.violations()).toEqual([]));
  });
}
