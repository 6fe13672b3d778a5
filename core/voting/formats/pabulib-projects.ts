import { mostOptions } from './election.ts';
import type { Election } from './election.ts';
import { malformed, quoted } from './fault.ts';
import { anyDecimal, decimalPlaces, readDecimal, toUnits } from '../../exact/decimal.ts';
import type { PabulibMeta } from './pabulib-meta.ts';
import { spotOf } from './separated.ts';
import type { SeparatedRecord } from './separated.ts';

export type PabulibProjects = {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly budget: NonNullable<Election['budget']>;
};

/** The projects in the order of the file; costs and budget in the smallest unit that all of them need, so that they are whole. */
export function readProjects(records: readonly SeparatedRecord[], { budget }: PabulibMeta): PabulibProjects {
  const [header, ...lines] = records;
  if (header === undefined) throw malformed({ line: 1, column: 1 }, 'no line after PROJECTS', 'the names of the columns');
  const id = columnOf(header, 'project_id');
  const cost = columnOf(header, 'cost');
  const name = header.fields.findIndex((field) => field.trim() === 'name');
  const ids = new Set<string>();
  const names: string[] = [];
  const costs: string[] = [];
  for (const record of lines) {
    const own = record.fields[id]?.trim() ?? '';
    if (own === '') throw malformed(spotOf(record, id), 'nothing', 'the id of a project');
    if (ids.has(own)) throw malformed(spotOf(record, id), `project ${quoted(own)} for the second time`, 'each project once');
    if (ids.size >= mostOptions) throw malformed(spotOf(record, id), `project ${ids.size + 1}`, `at most ${mostOptions}`);
    const price = readDecimal(record.fields[cost]?.trim() ?? '');
    if (price === null || price.startsWith('-'))
      throw malformed(spotOf(record, cost), `the cost ${quoted(record.fields[cost]?.trim() ?? '')}`, `${anyDecimal}, not negative`);
    ids.add(own);
    names.push(record.fields[name]?.trim() || own);
    costs.push(price);
  }
  if (ids.size === 0) throw malformed(spotOf(header, 0), 'no project', 'at least one after the names of the columns');
  const decimals = Math.max(...[...costs, budget].map(decimalPlaces));
  return {
    ids: [...ids],
    names,
    budget: { costs: costs.map((price) => toUnits(price, decimals)), total: toUnits(budget, decimals), decimals },
  };
}

/** Where a column of that name stands. */
export function columnOf(header: SeparatedRecord, name: string): number {
  const column = header.fields.findIndex((field) => field.trim() === name);
  if (column < 0) throw malformed(spotOf(header, 0), quoted(header.fields.join(';')), `a column that is called ${name}`);
  return column;
}
