/** How many answers are remembered. */
const remembered = 10_000;

/** Asks once for what is asked often: an answer is good for so many milliseconds, a failure for none. */
export function timed<T>(ask: (key: string) => Promise<T>, age: number): (key: string) => Promise<T> {
  const known = new Map<string, { answer: Promise<T>; until: number }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined && performance.now() < found.until) return found.answer;
    const answer = ask(key);
    known.delete(key);
    known.set(key, { answer, until: performance.now() + age });
    answer.catch(() => known.delete(key)); // whoever asked is told
    const [oldest] = known.keys();
    if (oldest !== undefined && known.size > remembered) known.delete(oldest);
    return answer;
  };
}
