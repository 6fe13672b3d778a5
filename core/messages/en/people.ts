/** A person's own accounts and settings. */
export const people = {
  'people.link-summary': 'Joins two accounts of yours',
  'people.ask-code': 'Which code does your other account show?',
  'people.otherwise-code': 'you get a code to repeat on your other account.',
  'people.link-issued': 'From your other account, on this or any other platform, say to me:',
  'people.link-issued-until':
    'It works once, until {at}. Then both accounts are one person with one voice. Never repeat a code that somebody else gave you: it would make them you.',
  'people.linked':
    'Linked: this account and {name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}} are one person now, with one voice.',
  'people.linked-accounts': 'You have {accounts, plural, one {# account} other {# accounts}}. Say {show} to see them.',
  'people.link-unknown': 'This code is not known, or it was used already. Say link on your other account to get a new one.',
  'people.link-expired': 'This code has expired. Say link on your other account to get a new one.',
  'people.link-own-code': 'This code was shown to this very account. Repeat it on your other one.',
  'people.link-same-person': 'These two accounts are linked already.',
  'people.link-too-many-guesses': 'Too many wrong codes. Try again in a quarter of an hour.',

  'people.show-summary': 'Shows what I know about you',
  'people.shown': 'You',
  'people.shown-accounts': '{accounts, plural, one {Your account} other {Your # accounts, one person}}:',
  'people.account':
    '{name} on {platform, select, console {the console} discord {Discord} github {GitHub} matrix {Matrix} slack {Slack} other {{platform}}}',
  'people.shown-networks': 'You are a member of:',
  'people.shown-no-networks': 'You are in no network yet. Say {join} to become a member of one.',
  'people.shown-settings': 'Your settings:',
  'people.time-zone': 'Time zone: {timeZone}',
  'people.no-time-zone': 'Time zone: not said yet, so times are in UTC. Say {set}.',
  'people.language': 'Language: {language}',
  'people.no-language': 'Language: not said yet, so it is English. Say {set}.',
  'people.quiet-hours': 'Quiet hours: {quietHours}',
  'people.no-quiet-hours': 'Quiet hours: none. Say {set} to be left alone at night.',

  'people.set-time-zone-summary': 'Sets your time zone',
  'people.ask-time-zone': 'Where are you?',
  'people.set-time-zone': 'Your time zone is {zone} now. I show times in it, and read yours in it.',
  'people.set-language-summary': 'Sets your language',
  'people.ask-language': 'Which language do you read?',
  'people.set-language': 'Your language is {language} now. What is not translated yet comes in English.',
  'people.set-quiet-hours-summary': 'Sets when I leave you alone',
  'people.ask-quiet-hours': 'From when to when should I be quiet?',
  'people.set-quiet-hours': 'Your quiet hours are {hours} now: during them I write to you only when you ask me something.',
  'people.quiet-hours-off': 'You have no quiet hours any more.',
  'people.quiet-hours-utc': 'I count them in UTC until I know where you are. Say for example {zone}.',
} as const;
