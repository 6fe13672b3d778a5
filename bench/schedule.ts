import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

export type Schedule = {
  /** Arrivals per second. */
  readonly rate: number;
  readonly seconds: number;
  readonly chance: () => number;
  /** Called for each arrival, whatever became of those before; `due` as performance.now() counts. */
  readonly arrive: (due: number) => Promise<void>;
  /** Milliseconds to wait for the last ones. */
  readonly patience: number;
};

export type Kept = {
  readonly arrivals: number;
  /** Of these, how many had not ended when the patience was. */
  readonly unfinished: number;
  /** Seconds from the first arrival to the last end. */
  readonly seconds: number;
};

/**
 * An open loop: people come when they come (a Poisson process), not when the one before was served. An arrival that finds
 * us busy waits from the moment it was due, so a stall costs everybody behind it what it would cost them in life.
 */
export async function keepSchedule({ rate, seconds, chance, arrive, patience }: Schedule): Promise<Kept> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  const running = new Set<Promise<void>>();
  let arrivals = 0;
  let due = began;
  const next = () => due + (-Math.log(1 - chance()) * 1_000) / rate;
  for (due = next(); due < until; due = next()) {
    const early = due - performance.now();
    // Also when late, the loop turns between two of them, as it does between what it reads from two sockets.
    await (early > 0 ? sleep(early) : turn());
    arrivals += 1;
    const one = arrive(due).finally(() => running.delete(one));
    running.add(one);
  }
  const late = new AbortController();
  await Promise.race([Promise.all(running), sleep(patience, undefined, { signal: late.signal }).catch(() => {})]);
  late.abort();
  return { arrivals, unfinished: running.size, seconds: (performance.now() - began) / 1_000 };
}
