/** How many ballots one entry of a bundle stands for: more than one where equal ballots of a file were listed together. */
export function weightOf({ weight }: { readonly weight?: string | undefined }): bigint {
  return weight === undefined ? 1n : BigInt(weight);
}

/** How many ballots were counted. */
export function countBallots(ballots: readonly { readonly weight?: string | undefined }[]): bigint {
  return ballots.reduce((sum, ballot) => sum + weightOf(ballot), 0n);
}
