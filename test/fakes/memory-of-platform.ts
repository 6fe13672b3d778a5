import type { SharedMemory } from '../../core/ports/platform-memory.ts';

/** What a platform remembers, for as long as the test lasts: give the same one to its next life. */
export function createMemoryOfPlatform(now: () => Date = () => new Date()): SharedMemory {
  const entries = new Map<string, { readonly text: string; readonly at: Date }>();
  const put = (name: string, text: string | null): void =>
    void (text === null ? entries.delete(name) : entries.set(name, { text, at: now() }));
  return {
    read: async (name) => entries.get(name)?.text ?? null,
    write: async (changes) => {
      for (const [name, text] of Object.entries(changes)) put(name, text);
    },
    change: async (name, next) => {
      const text = next(entries.get(name)?.text ?? null);
      put(name, text);
      return text;
    },
    forgetOld: async (prefix, before) => {
      const old = [...entries].filter(([name, { at }]) => name.startsWith(prefix) && at < before);
      for (const [name] of old) entries.delete(name);
      return old.length;
    },
  };
}
