import { choosing } from './choosing.ts';
import { delivering } from './delivering.ts';
import { showing } from './showing.ts';
import { talking } from './talking.ts';

/** All that the contract of platforms asks, by the sentence that says it. */
export const cases = { ...talking, ...choosing, ...showing, ...delivering };

/** Stable: the table of cases and platforms is made of them. */
export type CaseName = keyof typeof cases;
