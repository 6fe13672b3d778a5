export const people = {
  'people.link-unknown': 'This code is not known, or it was used already. Ask for a new one on your other account.',
  'people.link-expired': 'This code has expired. Ask for a new one on your other account.',
  'people.link-own-code': 'This code was shown to this very account. Repeat it on your other one.',
  'people.link-same-person': 'These two accounts are linked already.',
  'people.link-too-many-guesses': 'Too many wrong codes. Try again in a quarter of an hour.',
} as const;
