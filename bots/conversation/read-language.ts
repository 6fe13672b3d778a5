import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { oneOf } from './one-of.ts';
import { nearest } from './suggestions.ts';

/** Reads a language: a BCP 47 tag ("pt-BR") or its name, in English or in itself ("German", "Deutsch"). Returns the tag. */
export function readLanguage(words: string): string {
  const wanted = words.trim().toLowerCase();
  const named = languages().get(wanted);
  if (named !== undefined) return named;

  const tag = canonical(words.trim().replaceAll('_', '-'));
  if (tag !== null && english.of(tag) !== undefined && isKnown(tag)) return tag;

  const near = nearest(wanted, languages().keys());
  throw new Refusal(
    near.length > 0
      ? say('conversation.bad-language-near', { words: clip(words), near: oneOf(near) })
      : say('conversation.bad-language', { words: clip(words) }),
  );
}

const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

const isKnown = (tag: string): boolean => english.of(new Intl.Locale(tag).language) !== undefined;

/** Every two-letter language that the system can name -> its tag, by both its names. Built once, when first asked. */
let known: ReadonlyMap<string, string> | null = null;
export function languages(): ReadonlyMap<string, string> {
  known ??= new Map(
    Array.from(letters)
      .flatMap((first) => Array.from(letters).map((second) => first + second))
      .flatMap((tag) =>
        english.of(tag) === undefined || canonical(tag) !== tag
          ? []
          : [[ownName(tag), tag] as const, [english.of(tag)?.toLowerCase() ?? tag, tag] as const],
      ),
  );
  return known;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

const ownName = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag)?.toLowerCase() ?? tag;

/** Null for what is no tag at all. */
function canonical(tag: string): string | null {
  if (tag.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
