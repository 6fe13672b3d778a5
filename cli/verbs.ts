import { chat } from './chat.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { setup } from './setup.ts';
import { start } from './start.ts';
import { tally } from './tally.ts';
import type { Verb } from './verb.ts';
import { verify } from './verify.ts';

/** What a terminal can ask, in the order of `coop --help`. */
export const verbs: readonly Verb[] = [start, demo, chat, setup, tally, verify, doctor];
