/** Chance, from outside: fit for secrets (a cryptographic generator), and repeatable in tests. */
export type Randomness = {
  readonly uuid: () => string;
  readonly bytes: (length: number) => Uint8Array;
};
