import type { PlatformMemory } from '../../core/ports/platform-memory.ts';

/** What a platform remembers, for as long as the test lasts: give the same one to its next life. */
export function createMemoryOfPlatform(): PlatformMemory {
  const entries = new Map<string, string>();
  return {
    read: async (name) => entries.get(name) ?? null,
    write: async (changes) => {
      for (const [name, text] of Object.entries(changes)) {
        if (text === null) entries.delete(name);
        else entries.set(name, text);
      }
    },
  };
}
