import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Looks at this process every second. Returns what says in the end how it grew: what is alive counts, not what waits to be swept. */
export function watchMemory(): () => string {
  const before = alive();
  let most = 0;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  look();
  const timer = setInterval(look, 1_000);
  return () => {
    clearInterval(timer);
    look();
    const after = alive();
    const grown = after.heapUsed - before.heapUsed;
    return `memory: the living heap ${megabytes(before.heapUsed)} before, ${megabytes(after.heapUsed)} after (${grown < 0 ? '' : '+'}${megabytes(grown)}); the process ${megabytes(before.rss)} before, ${megabytes(most)} at most`;
  };
}

/** After everything that nobody refers to was swept. */
function alive(): NodeJS.MemoryUsage {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
  return process.memoryUsage();
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
