import { CoopError } from './errors.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * RFC 8785 (JSON Canonicalization Scheme): the one text of a JSON value, for hashing and signing.
 * Keys in order of UTF-16 code units, numbers as ECMAScript prints them, no white space.
 * Undefined members are left out as in JSON.stringify.
 * @throws CoopError "json-not-canonical" for NaN, infinities and lone surrogates, which have no canonical text.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CoopError('json-not-canonical', `${value} has no canonical JSON text; send a finite number`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new CoopError('json-not-canonical', 'a lone surrogate has no canonical JSON text; remove it');
  return JSON.stringify(value);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
