import type { NetworkId } from '../ids.ts';
import type { Block, Sentence } from '../text/text.ts';

/** What a digest tells of: from `start` on, up to `end` and not including it. The next one begins where this one ends. */
export type Period = { readonly network: NetworkId; readonly start: Date; readonly end: Date };

/** What one feature has to say of a period. */
export type Section = { readonly title: Sentence; readonly blocks: readonly Block[] };

/** A feature's part of every digest; null where nothing is to be said. It reads and changes nothing. */
export type DigestSection<Ports> = (period: Period, ports: Ports) => Promise<Section | null>;
