/** The rules of a network, and how they are changed. */
export const charter = {
  'charter.admission': 'How one becomes a member',
  'charter.vouches': 'How many members must vouch for a newcomer, where admission is “vouched”',
  'charter.exclusion': 'Which share of the ballots must be exceeded by those who exclude a member',
  'charter.exclusion-peace': 'For how long nobody asks again to exclude a member whom a vote did not exclude',
  'charter.quorum': 'Which share of the active members must vote for a vote to stand',
  'charter.threshold': 'Which share of the ballots an option must exceed to win',
  'charter.opening': 'Who may open a vote',
  'charter.tier':
    'How well somebody must be known to vote: 0 as a member, 1 for a while, 2 also by a second account on another platform or the word of members',
  'charter.opening-tier': 'The same, to open a vote',
  'charter.tier-age': 'For how long the bot must have known an account that counts for a tier',
  'charter.tier-vouches': 'How many members of tier 1 must vouch for somebody of tier 2 who has one account',
  'charter.steering': 'Who may close an open vote early, extend or cancel it',
  'charter.method': 'How a vote is counted whose opener says nothing else',
  'charter.runoff':
    'When a second round between the best two opens by itself: “undecided” where no option of a question exceeds the threshold',
  'charter.duration': 'How long a vote is open whose opener says nothing else',
  'charter.active-within':
    'Within what time before a vote somebody must have been active to count for its quorum; whoever votes counts anyway',
  'charter.reminders': 'How often those are reminded who may vote and have not',
  'charter.reports': 'How many reports hide a text until a jury decides',
  'charter.reports-a-day': 'How many texts one member may report in a day',
  'charter.jury': 'How many members sit on a jury',
  'charter.jury-threshold': 'Which share of the jury must be exceeded for a text to stay hidden',
  'charter.jury-time': 'How long a member of a jury has to answer',
  'charter.jury-replacements': 'How often silent members of a jury are replaced',
  'charter.jury-silence': 'What becomes of a text about which nobody on the jury answered',
  'charter.jury-peace': 'For how long nobody asks a jury about the same text again',
  'charter.spaces': 'Who may bind and unbind places that they manage',
  'charter.change-method': 'How a vote on the charter is counted',
  'charter.change-quorum': 'Which share of the active members must vote in a vote on the charter; never less than in others',
  'charter.change-threshold': 'Which share of the ballots must be exceeded by those who want to change the charter',
  'charter.change-recovery': 'The same share where no quorum is asked, because two such votes in a row failed on nothing but the quorum',
  'charter.change-duration': 'How long a vote on the charter is open',

  'charter.show-summary': 'Shows the charter, or one of its rules',
  'charter.propose-summary': 'Opens a vote that changes a rule',
  'charter.history-summary': 'Shows how the charter was changed',
  'charter.dry-run-summary': 'Shows which past votes would have come out otherwise under another rule',
  'charter.ask-rule': 'Which rule?',
  'charter.ask-value': 'What shall it say?',
  'charter.ask-instead': 'What if it said something else? What?',
  'charter.otherwise-all': 'all of them.',

  'charter.shown': 'The charter of {network}, version {version}',
  'charter.rule-is': '{title}: {value}',
  'charter.how-to-change': 'It is changed only by a vote of the members. To propose one, say for example:',
  'charter.rule-shown': 'The rule “{rule}”, by version {version} of the charter of {network}',
  'charter.takes-choice': 'It can be {values}.',
  'charter.takes-integer': 'It can be any whole number from {min} to {max}.',
  'charter.takes-duration': 'It can be any time from {least} to {most}.',
  'charter.takes-share': 'It can be any share from {least} to {most}, like 1/3 or 25 %.',
  'charter.how-to-propose': 'To propose another, say for example:',
  'charter.being-voted': 'Vote #{number} would change it from {from} to {value}. It is open until {at}.',

  'charter.unknown-rule': 'No rule is called “{words}”. The rules are {all}.',
  'charter.unknown-rule-near': 'No rule is called “{words}”. Did you mean {near}? Say {show} to see them all.',
  'charter.bad-share': '“{words}” is no share. Say one like 1/3, 25 %, half or none.',
  'charter.share-bounds': '“{words}” is out of bounds: it can be from {least} to {most}.',
  'charter.says-so': 'The charter says so already: {rule} is {value}.',
  'charter.voted-on':
    'Vote #{number} decides about {rule} already. Two votes about one rule could contradict each other: say yours when it is over.',
  'charter.proposed': 'Vote #{number} decides whether {rule} becomes {value}, until {at}.',
  'charter.proposed-needs':
    'If more than {threshold} of the ballots say yes, the charter changes by itself. Nobody can end the vote early.',
  'charter.proposed-recovery':
    'Twice most said yes, and too few took part. So no quorum is asked this time, by the recovery rule of the charter.',
  'charter.failed-on-quorum':
    'Most said yes in vote #{number}, and it failed on nothing but the quorum. The same may be proposed again. After two such votes in a row none is asked any more, but more than {recovery} of the ballots must say yes.',
  'charter.proposed-quorum': 'At least {quorum} of the active members must vote.',
  'charter.changed':
    'The charter of {network} has changed, by vote #{number}. From now on {rule} is {value}; it was {from}. This is version {version}.',
  'charter.changed-already': 'Vote #{number} passed, and the charter of {network} said so already: {rule} is {value}.',

  'charter.if-it-were': 'If {rule} were {value} instead of {from}',
  'charter.others':
    '{counted, plural, one {The one past vote that it decides would have come out otherwise:} other {{other} of the # past votes that it decides would have come out otherwise:}}',
  'charter.all-same':
    '{counted, plural, one {The one past vote that it decides would have come out the same.} other {All # past votes that it decides would have come out the same.}}',
  'charter.was': 'It was: {outcome}',
  'charter.would-be': 'It would be: {outcome}',
  'charter.more-others': 'And {more, plural, one {one more} other {# more}}.',
  'charter.same': '{same, plural, one {One would be the same.} other {# would be the same.}}',
  'charter.unfit':
    '{unfit, plural, one {One cannot be counted so, because its ballots say something else.} other {# cannot be counted so, because their ballots say something else.}}',
  'charter.unknown':
    '{unknown, plural, one {One depends} other {# depend}} on who was active or how well known, which an outcome does not tell.',
  'charter.untouched': '{untouched, plural, one {One more does not depend on it.} other {# more do not depend on it.}}',
  'charter.decides-nothing':
    '{untouched, plural, one {The one past vote would have come out the same} other {All # past votes would have come out the same}}: this rule decides nothing once ballots are cast. It changes how things go from then on.',
  'charter.older-left-out': 'Only votes from #{oldest} on were counted again.',
  'charter.no-past': 'No vote is over yet, so there is nothing to count again.',
  'charter.nothing-changed': 'Nothing was changed, and nobody was told. To propose it, say:',
  'charter.propose-it': 'Propose it',

  'charter.history': 'How the charter of {network} was changed',
  'charter.founded-with': 'Version 1, {at}: what the network was founded with.',
  'charter.version-changed': 'Version {version}, {at}, by vote #{number}: {rule} from {from} to {value}.',
  'charter.history-more': 'There are {more, plural, one {one older version} other {# older versions}}; the ledger has them all.',
} as const;
