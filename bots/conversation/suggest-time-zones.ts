import type { Suggestion } from './suggestion.ts';
import { zones } from './read-time-zone.ts';

/** One of each part of the world, for whoever has typed nothing yet. */
const common = [
  'Europe/London',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Africa/Lagos',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'UTC',
];

const most = 25;

/** Time zones whose name, or a city in them, has these words: "ber" -> Europe/Berlin, America/... */
export function suggestTimeZones(words: string): readonly Suggestion[] {
  const wanted = words.trim().toLowerCase().replaceAll(/\s+/gu, '_');
  if (wanted === '') return common.map(suggestion);
  const begins = new Set<string>();
  const holds = new Set<string>();
  for (const [name, zone] of zones()) {
    if (name.startsWith(wanted) || name.includes(`/${wanted}`)) begins.add(zone);
    else if (name.includes(wanted)) holds.add(zone);
  }
  return [...begins.union(holds)].slice(0, most).map(suggestion);
}

const suggestion = (zone: string): Suggestion => ({ label: { kind: 'quote', text: zone.replaceAll('_', ' ') }, words: zone });
