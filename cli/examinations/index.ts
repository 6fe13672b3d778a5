import { database } from './database.ts';
import type { Examination } from './examination.ts';
import { http } from './http.ts';
import { instances } from './instances.ts';
import { platforms } from './platforms.ts';
import { readingBack } from './reading-back.ts';
import { runtime } from './runtime.ts';
import { workflows } from './workflows.ts';

/** What the doctor looks at, in this order. */
export const examinations: readonly Examination[] = [runtime, instances, database, workflows, platforms, readingBack, http];
