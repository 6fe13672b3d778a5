import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

/** What others published; `COOP_DATA` says where it is. No test of `npm test` looks here. */
export const dataFolder = resolve(process.env['COOP_DATA'] ?? join(import.meta.dirname, '../../../shared/data'));

/** What must be there for a run that means something. */
export const dataParts = ['elections/expected.json', 'budgets', 'vectors/vc-di-eddsa/eddsa-jcs-2022'] as const;

/** The text of a file, by its path in the folder. */
export function readData(...path: readonly string[]): string {
  return readFileSync(join(dataFolder, ...path), 'utf8');
}

/** Names of the files with this ending, without it, in their order. */
export function listData(folder: string, extension: string): readonly string[] {
  const names = readdirSync(join(dataFolder, folder)).filter((name) => extname(name) === extension);
  if (names.length === 0) throw new Error(`there is no ${extension} in ${join(dataFolder, folder)}: nothing would be checked`);
  return names.map((name) => name.slice(0, -extension.length)).sort();
}
