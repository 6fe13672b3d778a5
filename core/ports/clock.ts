/** The time, from outside: core never reads a clock. */
export type Clock = { readonly now: () => Date };
