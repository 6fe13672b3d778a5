/** What the seed chose, and the sentences by which anybody gets there again with a pocket calculator for large numbers. */
export type Draw = { readonly chosen: string; readonly path: readonly string[] };

/**
 * Chooses one of several equals by a public seed. Pure and independent of the order in which they come: they are sorted by
 * UTF-16 code units and numbered from 0; the seed, read as one hexadecimal number, leaves a remainder when divided by how many
 * they are; the option of that number is chosen. With a seed of 256 bits the chances differ by less than n / 2^256.
 */
export function drawOne(equals: readonly string[], seed: string): Draw {
  const sorted = equals.toSorted();
  const remainder = Number(BigInt(`0x${seed}`) % BigInt(sorted.length));
  const chosen = sorted[remainder] ?? '';
  return {
    chosen,
    path: [
      `Sorted by their characters and numbered from 0: ${sorted.map((option, number) => `${number} ${JSON.stringify(option)}`).join(', ')}.`,
      `The seed, read as a hexadecimal number and divided by ${sorted.length}, leaves ${remainder}: ${JSON.stringify(chosen)} is chosen.`,
    ],
  };
}
