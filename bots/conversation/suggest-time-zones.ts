import type { Suggestion } from './suggestion.ts';
import { cityAndZone, zones } from './read-time-zone.ts';

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
  if (wanted === '') return common.map((zone) => suggestion(zone, zone));
  /** Zone -> how it is shown: with the city that was meant. */
  const begins = new Map<string, string>();
  const holds = new Map<string, string>();
  for (const [name, zone] of zones()) {
    if (name.startsWith(wanted) || name.includes(`/${wanted}`)) note(begins, name, zone);
    else if (name.includes(wanted)) note(holds, name, zone);
  }
  return [...new Map([...holds, ...begins])]
    .toSorted(([one], [other]) => Number(begins.has(other)) - Number(begins.has(one)))
    .slice(0, most)
    .map(([zone, shown]) => suggestion(zone, shown));
}

/** A zone's own name says more than a city in it. */
function note(found: Map<string, string>, name: string, zone: string): void {
  const shown = cityAndZone(name, zone);
  if (shown === zone || !found.has(zone)) found.set(zone, shown);
}

const suggestion = (zone: string, shown: string): Suggestion => ({
  label: { kind: 'quote', text: shown.replaceAll('_', ' ') },
  words: zone,
});
