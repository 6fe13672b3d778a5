/** Does what concerns one thing one after the other, and what concerns others meanwhile. */
export function createTurns(): <T>(thing: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (thing, work) => {
    const before = last.get(thing) ?? Promise.resolve();
    const turn = before.then(work, work);
    last.set(thing, turn);
    const forget = (): void => {
      if (last.get(thing) === turn) last.delete(thing);
    };
    turn.then(forget, forget);
    return turn;
  };
}
