import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { cities, initials } from './cities.ts';
import { clip } from './clean-text.ts';
import { oneOf } from './one-of.ts';
import { nearest } from './suggestions.ts';

/**
 * Reads a time zone: an IANA name in any case, or a city ("berlin", "San Francisco"). Returns the IANA name.
 * Initials such as EST are refused with the city that keeps them: they are ambiguous and know no summer time.
 */
export function readTimeZone(words: string): string {
  const wanted = key(words);
  if (wanted === 'utc' || wanted === 'gmt' || wanted === 'z') return 'UTC';
  const keeper = initials.get(wanted);
  if (keeper !== undefined) throw new Refusal(say('conversation.zone-initials', { words: clip(words), near: keeper }));

  const zone = zones().get(wanted) ?? (wanted.includes('/') && wanted.length < 60 ? canonical(wanted) : null);
  if (zone !== null) return zone;

  const near = nearest(wanted, zones().keys()).map((name) => cityAndZone(name, zones().get(name) ?? name));
  const distinct = [...new Set(near)];
  throw new Refusal(
    distinct.length > 0
      ? say('conversation.bad-zone-near', { words: clip(words), near: oneOf(distinct) })
      : say('conversation.bad-zone', { words: clip(words) }),
  );
}

/** "Munich (Europe/Berlin)" for a city that does not give its name to its zone, else the zone. */
export function cityAndZone(name: string, zone: string): string {
  if (key(zone).endsWith(name)) return zone;
  const city = name.split('/').at(-1) ?? name;
  const written = city.replaceAll('_', ' ').replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return `${written} (${zone})`;
}

/** "europe/berlin" and "berlin" -> "Europe/Berlin". Built once, when first asked. */
let known: ReadonlyMap<string, string> | null = null;
export function zones(): ReadonlyMap<string, string> {
  known ??= new Map([
    ...Intl.supportedValuesOf('timeZone').flatMap((zone) => [
      [key(zone.split('/').at(-1) ?? zone), zone] as const,
      [key(zone), zone] as const,
    ]),
    ...cities,
  ]);
  return known;
}

/** Older names that the system still understands; null for unknown ones. */
function canonical(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const key = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '_');
