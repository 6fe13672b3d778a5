import type { Reader } from '../../core/ports/translator.ts';
import { pseudoLanguage } from './pseudo.ts';

export type MomentWriter = (at: Date, reader: Reader) => string;

/**
 * Writes a moment out on the reader's clock, with weekday, year and zone, so that nobody reads it on another one:
 * "Fri 27 Nov 2026, 14:00 CET". An unknown zone is written in UTC.
 */
export function createMomentWriter(): MomentWriter {
  const formats = new Map<string, MomentWriter>();
  return (at, reader) => {
    const key = `${reader.language} ${reader.timeZone}`;
    const known = formats.get(key) ?? createFormat(reader);
    formats.set(key, known);
    return known(at, reader);
  };
}

function createFormat(reader: Reader): MomentWriter {
  const timeZone = zoneOf(reader.timeZone);
  const isEnglish = reader.language === 'en' || reader.language === pseudoLanguage;
  const format = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : reader.language, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(isEnglish ? { hourCycle: 'h23' } : { timeZoneName: 'short' }),
  });
  if (!isEnglish) return (at) => format.format(at);

  const initials = zoneInitials(timeZone);
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')} ${initials(at)}`;
  };
}

/** "CET" where some kind of English knows the zone's initials, else "GMT+5:30". */
function zoneInitials(timeZone: string): (at: Date) => string {
  const formats = ['en-GB', 'en-US', 'en-AU'].map((language) => new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'short' }));
  return (at) => {
    const names = formats.map((format) => format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? timeZone);
    return names.find((name) => !/\d/u.test(name)) ?? names[0] ?? timeZone;
  };
}

function zoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return 'UTC';
    throw error;
  }
}
