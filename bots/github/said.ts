import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';

/** A line that stands in a text and was not taken in yet. */
export type FreshLine = {
  readonly line: string;
  /** The same line of the same text, until it was taken out and stands there again. */
  readonly key: string;
};

/** What is known of a text: which lines stand in it, and how often each came back. */
export type Known = z.infer<typeof Known>;

const Known = z.object({
  /** The version that this was read in, in milliseconds. */
  at: z.number(),
  /** Hash of a line -> how often it was taken out and put back. */
  seen: z.record(z.string(), z.int()),
  now: z.array(z.string()),
});

/**
 * Which lines of each text were taken in. Texts are edited: what stood there before is not said again, what is new is said, and what was
 * taken out and put back is said once more. Keys come from the lines alone, so that a version that is read twice (delivered, delivered
 * again, read back) has the same ones.
 */
export type SaidLines = {
  readonly recall: (source: string) => Promise<Known | null>;
  readonly remember: (source: string, known: Known) => Promise<void>;
};

export function createSaidLines(memory: PlatformMemory): SaidLines {
  return {
    recall: async (source) => {
      const text = await memory.read(nameOf(source));
      return text === null ? null : Known.parse(JSON.parse(text));
    },
    remember: (source, known) => memory.write({ [nameOf(source)]: JSON.stringify(known) }),
  };
}

/** What is new in this version, and what is to be remembered once it is taken in. Null for a version older than the known one. */
export function compare(
  lines: readonly string[],
  at: Date,
  known: Known | null,
): { readonly fresh: readonly FreshLine[]; readonly next: Known; readonly changed: boolean } | null {
  if (known !== null && at.getTime() < known.at) return null;
  const seen = { ...known?.seen };
  const before = new Set(known?.now);
  const fresh: FreshLine[] = [];
  const now: string[] = [];
  const repeated = new Map<string, number>();
  for (const line of lines) {
    const times = repeated.get(line) ?? 0;
    repeated.set(line, times + 1);
    const hash = hashOf(line, times);
    now.push(hash);
    if (before.has(hash)) continue;
    const returns = Object.hasOwn(seen, hash) ? (seen[hash] ?? 0) + 1 : 0;
    seen[hash] = returns;
    fresh.push({ line, key: `${hash}.${returns}` });
  }
  const changed = fresh.length > 0 || now.length !== before.size;
  return { fresh, next: { at: at.getTime(), seen, now }, changed };
}

const nameOf = (source: string): string => `said:${source}`;

/** The same line twice in one text is two. */
function hashOf(line: string, times: number): string {
  return createHash('sha256').update(`${times} ${line}`).digest('base64url').slice(0, 16);
}
