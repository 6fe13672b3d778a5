/** The mark of the suites that the table of faults and platforms is made of. */
export const faultPrefix = 'faults of the wire: ';
