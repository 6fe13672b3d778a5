/** The mark of the suites that the table of cases and platforms is made of. */
export const suitePrefix = 'the contract of platforms: ';
