export const voting = {
  'voting.not-open':
    '{status, select, cancelled {Vote #{number} was cancelled} counting {The deadline of vote #{number} has passed} other {Vote #{number} is over}}: it cannot be changed any more. You can open a new one.',
  'voting.no-option': 'There is no option “{words}”. Choose by name or number: {options}.',
  'voting.several-options': '“{words}” could be more than one option. Say a little more, or the number: {options}.',
  'voting.approves-none': 'none of them',
} as const;
