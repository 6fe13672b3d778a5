/** What waits for one person to do, over all features. */
export const waiting = {
  'waiting.summary': 'Shows what waits for you',
  'waiting.title': 'What waits for you',
  'waiting.one': 'One thing waits for you.',
  'waiting.things': '{items, plural, one {One thing waits} other {# things wait}} for you.',
  'waiting.nothing': 'Nothing waits for you. Say {list} to see what was decided.',
  'waiting.in-network': 'In {network}',
  'waiting.look-at': 'Look at one',
  'waiting.welcome': 'Decide together, without a boss',
  'waiting.begin': 'You are in no network yet. Say {join} to become a member of one, or {help} to see all that I can do.',
} as const;
