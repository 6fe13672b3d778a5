import type { Logger } from 'pino';
import { z } from 'zod';
import type { PlatformName } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { PlatformHold } from '../../core/ports/platform-hold.ts';
import type { PlatformMemory, SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from './command.ts';
import type { Finding, Platform } from './platform.ts';
import type { SetUp } from './set-up.ts';
import type { Suggest } from './suggest.ts';
import type { Waiting } from './waiting.ts';

/** What the house hands to a platform. */
export type PlatformParts = {
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly memory: SharedMemory;
  readonly hold: PlatformHold;
  /** What fields may be meant to say, while they are typed. */
  readonly suggest?: Suggest;
  /** What waits for somebody, where a platform shows it. */
  readonly waiting?: Waiting;
  /** Hears which messages were deleted, where a platform tells it. */
  readonly deleted?: ToldDeleted;
};

export type SetUpParts = Pick<PlatformParts, 'commands' | 'translator' | 'clock'>;

type Shape = Readonly<Record<string, z.ZodType>>;

type Described = {
  /** The name of its folder, and what `coop setup` takes. */
  readonly name: PlatformName;
  /** As people write it: "GitHub". */
  readonly title: string;
  /** How one begins there, said when it runs: "On Discord, type /help." */
  readonly greeting: string;
  /** Leads a person through connecting it. */
  readonly setUp: (parts: SetUpParts) => Promise<SetUp>;
  /** What it noted in its memory for a doctor in another process; default: nothing. */
  readonly readNotes?: (memory: PlatformMemory, now: Date) => Promise<readonly Finding[]>;
};

/**
 * All that the house knows of a platform. Light: whoever lists the platforms loads no library of theirs, so `open`, `setUp` and
 * `readNotes` import what they need when they are called.
 */
export type PlatformDefinition = Described & {
  /** Its environment variables: each schema's `meta` holds a description, an example, and whether it is a secret. */
  readonly variables: Shape;
  /** Null: off. Takes variables that pass their schemas. @throws CoopError "config" that says what is missing. */
  readonly turnOn: (given: Readonly<Record<string, string | undefined>>, folder: string) => TurnedOn | null;
};

/** A platform with its settings. Nothing is connected yet. */
export type TurnedOn = Pick<Described, 'name' | 'title' | 'greeting' | 'readNotes'> & {
  readonly settings: unknown;
  readonly open: (parts: PlatformParts) => Promise<Platform>;
};

type Definition<Variables extends Shape, Settings> = Described & {
  readonly variables: Variables;
  /** Null: off. Relative paths are relative to the folder. @throws CoopError "config" that says what is missing. */
  readonly arrange: (given: z.output<z.ZodObject<Variables>>, folder: string) => Settings | null;
  readonly open: (settings: Settings, parts: PlatformParts) => Promise<Platform>;
};

export function definePlatform<const Variables extends Shape, Settings>(definition: Definition<Variables, Settings>): PlatformDefinition {
  const { variables, arrange, open, ...described } = definition;
  const schema = z.object(variables);
  return {
    ...described,
    variables,
    turnOn: (given, folder) => {
      const settings = arrange(schema.parse(given), folder);
      return settings === null ? null : { ...described, settings, open: (parts) => open(settings, parts) };
    },
  };
}
