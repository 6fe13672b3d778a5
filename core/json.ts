import { z } from 'zod';
import type { JsonValue } from './canonical-json.ts';

/**
 * JSON of any shape, taken as it is: unlike z.json() it makes no copy, in which a member called "__proto__" would be lost.
 * Refused: what has no canonical text (lone surrogates, NaN), and what is nested deeper than 64.
 */
export const Json = z.custom<JsonValue>(
  (value) => isJson(value, deepest),
  'must be JSON: well-formed text, finite numbers, at most 64 levels',
);

const deepest = 64;

function isJson(value: unknown, levels: number): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      if (levels === 0) return false;
      if (Array.isArray(value)) return value.every((element) => isJson(element, levels - 1));
      return Object.entries(value).every(([name, member]) => name.isWellFormed() && isJson(member, levels - 1));
    default:
      return false;
  }
}
