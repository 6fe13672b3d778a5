import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';

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
  /** Hashes of what stood there earlier within the second of `at`, and of the edits that were taken in within it: GitHub tells no less. */
  older: z.array(z.string()).default([]),
  edits: z.array(z.string()).default([]),
});

/** One version of a text. */
export type Version = {
  readonly lines: readonly string[];
  readonly at: Date;
  /** The lines that stood there before this edit; null where GitHub does not tell. */
  readonly before: readonly string[] | null;
};

/**
 * Which lines of each text were taken in. Texts are edited: what stood there before is not said again, what is new is said, and what was
 * taken out and put back is said once more. Keys come from the lines alone, so that a version that is read twice (delivered, delivered
 * again, read back) has the same ones.
 */
export type SaidLines = {
  readonly recall: (source: string) => Promise<Known | null>;
  readonly remember: (source: string, known: Known) => Promise<void>;
  /** Forgets the texts that nobody changed since; how many that were. */
  readonly forgetOld: (before: Date) => Promise<number>;
};

/** Milliseconds for which is remembered what was said in a text that nobody changes: no vote is open for so long. */
export const rememberedFor = 400 * 24 * 60 * 60_000;

export function createSaidLines(memory: SharedMemory): SaidLines {
  return {
    recall: async (source) => {
      const text = await memory.read(nameOf(source));
      return text === null ? null : Known.parse(JSON.parse(text));
    },
    remember: (source, known) => memory.write({ [nameOf(source)]: JSON.stringify(known) }),
    forgetOld: (before) => memory.forgetOld(nameOf(''), before),
  };
}

/** What is new in this version, and what is to be remembered once it is taken in. Null for a version older than the known one. */
export function compare(
  version: Version,
  known: Known | null,
): { readonly fresh: readonly FreshLine[]; readonly next: Known; readonly changed: boolean } | null {
  const at = version.at.getTime();
  const within = withinSecond(version, known);
  if (within === null) return null;
  const seen = { ...known?.seen };
  const before = new Set(known?.now);
  const fresh: FreshLine[] = [];
  const now = hashesOf(version.lines);
  for (const [place, line] of version.lines.entries()) {
    const hash = now[place] ?? '';
    if (before.has(hash)) continue;
    const returns = Object.hasOwn(seen, hash) ? (seen[hash] ?? 0) + 1 : 0;
    seen[hash] = returns;
    fresh.push({ line, key: `${hash}.${returns}` });
  }
  // The same words again are news too: what stood there between them is older.
  const changed = fresh.length > 0 || now.length !== before.size || (known !== null && at > known.at);
  return { fresh, next: { at, seen, now, ...within }, changed };
}

/** What is taken for known of a text that may be forgotten: only what an edit is told to have added is new in it. */
export function forgotten({ lines, before, at }: Version): Known {
  const now = hashesOf(before ?? lines);
  return { at: at.getTime(), seen: Object.fromEntries(now.map((hash) => [hash, 0])), now, older: [], edits: [] };
}

/**
 * GitHub tells when a text changed in whole seconds, so within one it is told by content which version is older: what stood there before,
 * and what an edit that was taken in replaced. An edit that says it replaced what stands here now is newer whatever it says. Null for what
 * is older, and for an edit that was taken in already.
 */
function withinSecond({ lines, at, before }: Version, known: Known | null): Pick<Known, 'older' | 'edits'> | null {
  const text = digestOf(hashesOf(lines));
  const replaced = before === null ? null : digestOf(hashesOf(before));
  const edit = replaced === null || replaced === text ? [] : [`${replaced} ${text}`];
  const replacedHere = replaced === null || replaced === text ? [] : [replaced];
  if (known === null || at.getTime() > known.at) return { older: replacedHere, edits: edit };
  if (at.getTime() < known.at) return null;
  const standing = digestOf(known.now);
  if (edit.some((each) => known.edits.includes(each))) return null;
  if (known.older.includes(text) && replaced !== standing) return null;
  const older = new Set([...known.older, ...replacedHere, standing]);
  older.delete(text);
  return { older: [...older], edits: [...known.edits, ...edit] };
}

const nameOf = (source: string): string => `said:${source}`;

/** The same line twice in one text is two. */
function hashesOf(lines: readonly string[]): string[] {
  const repeated = new Map<string, number>();
  return lines.map((line) => {
    const times = repeated.get(line) ?? 0;
    repeated.set(line, times + 1);
    return shortHash(`${times} ${line}`);
  });
}

const digestOf = (hashes: readonly string[]): string => shortHash(hashes.join(' '));
const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
