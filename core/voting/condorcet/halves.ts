/** So many halves as an exact decimal: 7 is "3.5". */
export function halves(count: bigint): string {
  return count % 2n === 0n ? String(count / 2n) : `${count / 2n}.5`;
}
