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

/** A list that is taken as it is, and whose check ends at the first wrong element: a file of strangers may hold millions. */
export function listOf<T>(element: z.ZodType<T>) {
  return z
    .custom<T[]>((value) => Array.isArray(value), 'expected a list')
    .superRefine((list, context) => {
      if (!Array.isArray(list)) return;
      for (const [place, value] of list.entries()) {
        const issues = element.safeParse(value).error?.issues ?? [];
        for (const { path, message } of issues) context.addIssue({ code: 'custom', path: [place, ...path], message });
        if (issues.length > 0) return;
      }
    });
}

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
