/**
 * Adds whole numbers up by places, exactly: in floats as long as no sum can leave 2^53, else in integers of any size. `most` is
 * what all additions together cannot exceed at any place.
 */
export function createSums(size: number, most: bigint) {
  const isSafe = most <= BigInt(Number.MAX_SAFE_INTEGER);
  const numbers = new Float64Array(isSafe ? size : 0);
  const integers = Array.from({ length: isSafe ? 0 : size }, () => 0n);
  return {
    /** So many times something, as `timesOf` gave it. */
    add: isSafe
      ? (place: number, factor: number, times: Times): void => {
          numbers[place] = (numbers[place] ?? 0) + factor * times.number;
        }
      : (place: number, factor: number, times: Times): void => {
          integers[place] = (integers[place] ?? 0n) + BigInt(factor) * times.integer;
        },
    all: (): readonly bigint[] => (isSafe ? Array.from(numbers, BigInt) : [...integers]),
  };
}

type Times = { readonly number: number; readonly integer: bigint };

/** A count in both forms, so that it is turned into a number once for all places. */
export function timesOf(count: bigint): Times {
  return { number: Number(count), integer: count };
}
