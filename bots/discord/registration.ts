import { createHash } from 'node:crypto';
import { Routes } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';

type Ids = ReadonlyMap<string, string>;

type RegistrationParts = {
  readonly rest: Pick<REST, 'get' | 'put'>;
  readonly wanted: RESTPutAPIApplicationCommandsJSONBody;
  readonly memory: PlatformMemory;
  readonly log: Logger;
  /** Gets the ids of the commands by their names. */
  readonly learn: (ids: Ids) => void;
};

export type Registration = {
  /** Registers what is wanted, unless that stands there already. Rejects with the errors of @discordjs/rest. */
  readonly register: (application: string) => Promise<void>;
  /** In a process that registers nothing: reads once what stands there. Never rejects; it is tried again at the next call. */
  readonly look: () => Promise<void>;
};

/**
 * The slash commands as they stand with Discord. They are written only when ours changed or somebody changed them there: Discord
 * limits how often, and a client that has a command open would lose it.
 */
export function createRegistration({ rest, wanted, memory, log, learn }: RegistrationParts): Registration {
  let known = false;

  function remember(standing: Standing): void {
    learn(new Map(standing.map(({ name, id }) => [name, id])));
    known = true;
  }

  async function readStanding(application: string): Promise<Standing> {
    return Standing.parse(await rest.get(Routes.applicationCommands(application)));
  }

  return {
    register: async (application) => {
      const standing = await readStanding(application);
      const mark = markOf(wanted, standing);
      if ((await memory.read(memoryName)) === mark) return remember(standing);
      const written = Standing.parse(await rest.put(Routes.applicationCommands(application), { body: wanted }));
      await memory.write({ [memoryName]: markOf(wanted, written) });
      remember(written);
      log.info({ commands: written.length }, 'slash commands were registered with Discord');
    },
    look: async () => {
      if (known) return;
      try {
        const { id } = Application.parse(await rest.get(Routes.currentApplication()));
        remember(await readStanding(id));
      } catch (error) {
        log.debug({ err: error }, 'the slash commands of Discord could not be read; they are written out instead of linked');
      }
    },
  };
}

const memoryName = 'commands';

/** Discord gives a command another version with each change. */
const Standing = z.array(z.object({ id: z.string(), name: z.string(), version: z.string().default('') }));
type Standing = z.infer<typeof Standing>;

const Application = z.object({ id: z.string() });

/** What we want, and what stood there after we wrote it. */
function markOf(wanted: RESTPutAPIApplicationCommandsJSONBody, standing: Standing): string {
  const versions = standing.map(({ id, name, version }) => `${name} ${id} ${version}`).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([wanted, versions]))
    .digest('hex');
}
