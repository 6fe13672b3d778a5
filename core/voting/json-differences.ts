import type { JsonValue } from '../canonical-json.ts';

export type JsonDifference = { readonly at: string; readonly stated: string; readonly found: string };

/** Where two JSON values differ, in the order of `found`; a missing member is shown as a dash, long values are cut short. */
export function* jsonDifferences(stated: JsonValue | undefined, found: JsonValue | undefined, at: string): Generator<JsonDifference> {
  if (stated === found) return;
  if (!isNested(stated) || !isNested(found) || Array.isArray(stated) !== Array.isArray(found)) {
    yield { at, stated: brief(stated), found: brief(found) };
    return;
  }
  const step = Array.isArray(found) ? (name: string) => stepTo(Number(name)) : stepTo;
  for (const name of Object.keys(found)) yield* jsonDifferences(memberOf(stated, name), found[name], at + step(name));
  for (const name of Object.keys(stated)) {
    if (!Object.hasOwn(found, name)) yield* jsonDifferences(stated[name], undefined, at + step(name));
  }
}

/** A path as people write it: vote.options[2], rounds[0].votes["Dark Green"]. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => stepTo(typeof part === 'symbol' ? String(part) : part))
    .join('')
    .replace(/^\./u, '');
}

function stepTo(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^[A-Za-z_$][\w$]*$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

type Nested = { readonly [member: string]: JsonValue | undefined };

function isNested(value: JsonValue | undefined): value is Nested {
  return value !== null && typeof value === 'object';
}

/** Of its own, not of its prototype. */
function memberOf(value: Nested, name: string): JsonValue | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function brief(value: JsonValue | undefined): string {
  if (value === undefined) return '-';
  const characters = Array.from(JSON.stringify(value).slice(0, 400));
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : characters.join('');
}
