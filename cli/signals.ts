/** Signals that ask a process to end. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds in which signals are one: a terminal, a supervisor and whoever hands signals on may each bring the same. */
const once = 1_500;

/** Calls `first` for the first signal that asks to end, and `again` for one that comes when there was time to think. */
export function onEnding(first: (name: NodeJS.Signals) => void, again: (name: NodeJS.Signals) => void): void {
  let asked: number | null = null;
  for (const name of endings) {
    process.on(name, () => {
      if (asked === null) {
        asked = performance.now();
        first(name);
      } else if (performance.now() - asked > once) again(name);
    });
  }
}
