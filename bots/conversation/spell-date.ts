import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';

/**
 * Writes the dates of a text so that they have one meaning: "27.11.2026" and "27/11/2026" become "2026-11-27",
 * "18h30" becomes "18:30". `year` is for dates without one. Throws a Refusal for 03/04, which half of the world reads
 * as March and the other half as April.
 */
export function spellDate(text: string, year: number): string {
  return text
    .replaceAll(/\b(\d{1,2})h(\d{2})\b/giu, '$1:$2')
    .replaceAll(/\bat\s+(\d{1,2})\s?h\b/giu, 'at $1:00')
    .replaceAll(/(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2}(?!\d))?(?!\d)/gu, (written, ...[day, month, ofYear]: DateParts) =>
      Number(month) > 12 ? written : iso(ofYear ?? String(year), month, day),
    )
    .replaceAll(
      /(?<![\d/-])(\d{1,2})(?:\/(\d{1,2})\/|-(\d{1,2})-)(\d{4}|\d{2})(?![\d/-])/gu,
      (_, ...[first, slashed, dashed, ofYear]: OrderedParts) => ordered(first, slashed ?? dashed ?? '', ofYear),
    )
    .replaceAll(/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/gu, (_, first: string, second: string) => ordered(first, second, String(year)));
}

/** What the groups of the expressions above hold. */
type DateParts = [day: string, month: string, ofYear?: string];
type OrderedParts = [first: string, slashed: string | undefined, dashed: string | undefined, ofYear: string];

function ordered(first: string, second: string, year: string): string {
  if (Number(first) > 12) return iso(year, second, first);
  if (Number(second) > 12 || Number(first) === Number(second)) return iso(year, first, second);
  throw new Refusal(
    say('conversation.moment-ambiguous', {
      words: `${first}/${second}`,
      first: iso(year, first, second),
      second: iso(year, second, first),
    }),
  );
}

function iso(year: string, month: string, day: string): string {
  return `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
