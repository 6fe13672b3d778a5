/** "1 h 30 min" in its parts; null when it is no duration. A month is no fixed time, so it stands apart. */
export function parseDuration(words: string): { readonly milliseconds: number; readonly months: number } | null {
  const text = words.trim().toLowerCase();
  if (text === '' || text.length > 60) return null;
  if (/^half an? hour$/u.test(text)) return { milliseconds: 1_800_000, months: 0 };

  let rest = text;
  let milliseconds = 0;
  let months = 0;
  while (rest !== '') {
    const part = /^(?:(\d{1,6})(?:[.,](\d))?|([a-z]+))\s*([a-z]+)(?:\s*(?:,|and|&)?\s*)(?=\d|[a-z]|$)/u.exec(rest);
    const amount = part === null ? undefined : tenths(part);
    const unit = units.get(part?.[4] ?? '');
    if (part === null || amount === undefined || unit === undefined) return null;
    if (unit === 'month' || unit === 'year') {
      const tenthsOfMonths = unit === 'year' ? amount * 12 : amount;
      if (tenthsOfMonths % 10 !== 0) return null;
      months += tenthsOfMonths / 10;
    } else milliseconds += (amount * unit) / 10;
    rest = rest.slice(part[0].length);
  }
  return { milliseconds, months };
}

/** In tenths, so that "1.5 h" is exact. */
function tenths([, whole, fraction, word]: readonly (string | undefined)[]): number | undefined {
  if (whole !== undefined) return Number(whole) * 10 + Number(fraction ?? 0);
  const position = numbers.findIndex((names) => word !== undefined && names.includes(word));
  return position < 0 ? undefined : (position + 1) * 10;
}

const numbers = [
  ['a', 'an', 'one'],
  ['two'],
  ['three'],
  ['four'],
  ['five'],
  ['six'],
  ['seven'],
  ['eight'],
  ['nine'],
  ['ten'],
  ['eleven'],
  ['twelve'],
];

/** What has no fixed length. */
type Calendar = 'month' | 'year';

const units: ReadonlyMap<string, number | Calendar> = new Map<string, number | Calendar>([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((name) => [name, 1_000] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((name) => [name, 60_000] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((name) => [name, 3_600_000] as const),
  ...['d', 'day', 'days'].map((name) => [name, 86_400_000] as const),
  ...['w', 'wk', 'wks', 'week', 'weeks'].map((name) => [name, 604_800_000] as const),
  ...['fortnight', 'fortnights'].map((name) => [name, 1_209_600_000] as const),
  ...['mo', 'month', 'months'].map((name) => [name, 'month'] as const),
  ...['y', 'yr', 'yrs', 'year', 'years'].map((name) => [name, 'year'] as const),
]);
