import type { JsonValue } from '../canonical-json.ts';

export type JsonDifference = { readonly at: string; readonly stated: string; readonly found: string };

/** Where two JSON values differ, in the order of `found`; a missing member is shown as a dash, long values are cut short. */
export function* jsonDifferences(stated: JsonValue | undefined, found: JsonValue | undefined, at: string): Generator<JsonDifference> {
  if (stated === found) return;
  const [a, b] = [membersOf(stated), membersOf(found)];
  if (a === null || b === null || Array.isArray(stated) !== Array.isArray(found)) {
    yield { at, stated: brief(stated), found: brief(found) };
    return;
  }
  for (const name of new Set([...b.keys(), ...a.keys()])) {
    yield* jsonDifferences(a.get(name), b.get(name), at + step(Array.isArray(found) ? Number(name) : name));
  }
}

/** A path as people write it: vote.options[2], rounds[0].votes["Dark Green"]. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => step(typeof part === 'symbol' ? String(part) : part))
    .join('')
    .replace(/^\./u, '');
}

function step(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^[A-Za-z_$][\w$]*$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

/** Null for what has none. An empty list and an empty object differ by Array.isArray alone. */
function membersOf(value: JsonValue | undefined): Map<string, JsonValue | undefined> | null {
  return value === null || typeof value !== 'object' ? null : new Map(Object.entries(value));
}

function brief(value: JsonValue | undefined): string {
  if (value === undefined) return '-';
  const characters = Array.from(JSON.stringify(value).slice(0, 400));
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : characters.join('');
}
