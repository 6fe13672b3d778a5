import { digestPause } from '../bots/commands/digest-pause.ts';
import { digestPreview } from '../bots/commands/digest-preview.ts';
import { digestSet } from '../bots/commands/digest-set.ts';
import type { Ports } from '../adapters/postgres/ports.ts';
import type { DigestSection } from '../core/digest/section.ts';
import type { Feature } from './feature.ts';

/** What happened, told to a space every day or every week, from what each of the features has to say. */
export function digest(sections: readonly DigestSection<Ports>[]) {
  return {
    name: 'digest',
    commands: [digestSet, digestPreview(sections), digestPause],
    personal: [],
  } satisfies Feature;
}
