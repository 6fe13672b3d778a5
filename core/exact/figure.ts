/** A whole number as JSON holds it without loss: a number up to 2^53, a string beyond. */
export function figure(value: bigint): number | string {
  return value <= safe && value >= -safe ? Number(value) : String(value);
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);
