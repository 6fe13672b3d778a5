/** What a space reads when a vote is over. */
export const outcome = {
  'outcome.title': 'Vote #{number} is over',
  'outcome.elsewhere': 'All figures, and how to count again, are in a message of their own.',
  'outcome.winner': '{winner} wins.',
  'outcome.winners': 'Equal winners: {winners}.',
  'outcome.elected': 'Elected: {elected}.',
  'outcome.selected': 'Paid for: {projects}. Together they cost {spent}.',
  'outcome.ranking': 'In order: {ranking}.',
  'outcome.no-quorum': 'No decision: too few took part.',
  'outcome.no-winner': 'No decision: no option reached the threshold.',
  'outcome.nobody': 'Nobody cast a ballot, so nothing was decided.',
  'outcome.turnout':
    '{electors, plural, =0 {Nobody could vote.} one {{voted} of 1 member voted.} other {{voted} of # members voted ({share, number, percent}).}}',
  'outcome.of-tier': 'Only members of tier {tier} and above could vote.',
  'outcome.more-options':
    '{more, plural, one {One more option has no more votes than these.} other {# more options have no more votes than these.}}',
  'outcome.quorum-met': 'The charter asks that at least {share} of the members vote: met.',
  'outcome.quorum-missed': 'The charter asks that at least {share} of the members vote: missed. A new vote may be opened at any time.',
  'outcome.quorum-of':
    'It is asked of {active, plural, one {the one member who was} other {the # members who were}} active before this vote, or voted in it.',
  'outcome.threshold': 'To win, an option needs more than {share} of the ballots.',
  'outcome.counted-by': 'How it was counted: {method}.',
  'outcome.otherwise': 'Counted in other ways, the same ballots would choose somebody else: {others}.',
  'outcome.alike': 'Counted in any other way that these ballots allow, the same would have been chosen.',
  'outcome.approval': 'Everybody could approve of several options, so the shares add up to more than 100 %.',
  'outcome.tie': 'It was a tie between {options}. So it was settled:',
  'outcome.tie-seed': 'Anyone can repeat the draw with this number, which comes from the ballots themselves:',
  'outcome.console': 'Ballots from the console were counted here. They prove no identity: take this as a trial.',
  'outcome.verify': 'Anyone can count again: save the outcome as a file and run',
  'outcome.receipt': 'Every ballot stands in it beside its receipt, so you can find your own. It does not say whose the others are.',
  'outcome.hash': 'Fingerprint of the outcome:',
  'outcome.page': 'See all ballots and save the file',
  'outcome.admitted': 'Welcome! The members of {network} voted: you are one of them now.',
  'outcome.excluded':
    'The members of {network} voted in #{number}: you are not one of them any more. If you ask to join again, they vote on that.',
  'outcome.not-excluded': 'The members of {network} voted in #{number}: you stay one of them.',
  'outcome.not-admitted': 'The members of {network} voted, and did not admit you this time. You may ask again later.',
} as const;
