/** One after the other for each key, in the order in which they were asked for; keys wait for no other. */
export type Turns = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Nothing is kept of a key for which nobody waits. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
