/** The last so many keys that were added: what is older is forgotten. */
export type Recent = { readonly add: (key: string) => void; readonly has: (key: string) => boolean };

export function createRecent(most: number): Recent {
  const keys = new Set<string>();
  return {
    add: (key) => {
      keys.delete(key);
      keys.add(key);
      const [oldest] = keys;
      if (keys.size > most && oldest !== undefined) keys.delete(oldest);
    },
    has: (key) => keys.has(key),
  };
}
