/** The first millisecond of 2015, from which Discord counts (API reference, "Snowflakes"). */
const epoch = 1_420_070_400_000n;

/** When the thing of this id came to be. */
export function timeOf(snowflake: string): Date {
  return new Date(Number((BigInt(snowflake) >> 22n) + epoch));
}

/** The lowest id of a moment, to page from there. */
export function snowflakeAt(moment: Date): string {
  const since = BigInt(moment.getTime()) - epoch;
  return String((since < 0n ? 0n : since) << 22n);
}
