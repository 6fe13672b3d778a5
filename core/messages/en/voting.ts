export const voting = {
  'voting.not-open':
    '{status, select, cancelled {Vote #{number} was cancelled} counting {The deadline of vote #{number} has passed} other {Vote #{number} is over}}: it cannot be changed any more. You can open a new one.',
} as const;
