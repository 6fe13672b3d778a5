import { CoopError } from '../../core/errors.ts';
import { Json } from '../../core/json.ts';
import { readJson } from '../../core/read-json.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import type { Election } from '../../core/voting/formats/election.ts';
import { detectFormat, readElection } from '../../core/voting/formats/read-election.ts';
import { pathOf } from '../../core/voting/json-differences.ts';
import { naming, readTextFile } from '../read-input.ts';
import { visible } from '../visible.ts';

/** What `coop tally` can count. */
export type Loaded =
  | { readonly kind: 'outcome'; readonly bundle: Bundle }
  | { readonly kind: 'election'; readonly election: Election; readonly encoding: 'UTF-8' | 'Latin-1' };

/** @throws CoopError that begins with the file's name, and names line and column where there are such. */
export async function load(file: string): Promise<Loaded> {
  const { text, encoding, extension } = await readTextFile(file);
  return naming(file, (): Loaded => {
    if (detectFormat(text, extension) === 'bundle') return { kind: 'outcome', bundle: readBundle(text) };
    return { kind: 'election', election: readElection(text, extension), encoding };
  });
}

function readBundle(text: string): Bundle {
  const document = readJson(text);
  if (document === null || typeof document !== 'object' || Array.isArray(document))
    throw new CoopError('bundle', 'this is no outcome of a vote: an outcome is a JSON object.');
  const parsed = Json.pipe(Bundle).safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `${visible(pathOf(issue.path))}: `;
  throw new CoopError('bundle', `${at}this is no outcome of a vote: ${issue?.message ?? ''}`);
}
