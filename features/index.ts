import type { Feature } from './feature.ts';

/** What the product can do, in the order of its help. */
export const features: readonly Feature[] = [];
