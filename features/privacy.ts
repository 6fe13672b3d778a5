import { meErase } from '../bots/commands/me-erase.ts';
import { meExport } from '../bots/commands/me-export.ts';
import type { PersonalTable } from '../core/people/personal-table.ts';
import type { Feature } from './feature.ts';

/** What is stored about a person: given to the person, and erased, as each of the features says. */
export function privacy(tables: readonly PersonalTable[]) {
  return { name: 'privacy', commands: [meExport(tables), meErase(tables)], personal: [] } satisfies Feature;
}
