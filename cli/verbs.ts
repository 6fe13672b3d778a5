import { doctor } from './doctor.ts';
import { start } from './start.ts';
import type { Verb } from './verb.ts';

/** What a terminal can ask, in the order of `coop --help`. */
export const verbs: readonly Verb[] = [start, doctor];
