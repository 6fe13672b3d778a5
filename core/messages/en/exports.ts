/** Closed votes as files. */
export const exports = {
  'exports.summary': 'Gives the ballots of a closed vote as a file for other programs',
  'exports.ask-number': 'Which closed vote?',
  'exports.otherwise-number': 'the last one that was closed.',
  'exports.ask-as': 'In which format?',
  'exports.otherwise-as': 'json, the sealed outcome that anybody can verify.',
  'exports.json': 'The sealed outcome, for coop verify',
  'exports.csv': 'A table of scores, ranks or approvals, for spreadsheets',
  'exports.blt': 'Rankings for STV programs (BLT)',
  'exports.cvotes': 'Rankings (Condorcet Election Format)',
  'exports.pb': 'A participatory budget (Pabulib)',
  'exports.not-closed': 'Vote #{number} has no outcome that could be exported. See {status}.',
  'exports.cannot': '{why}',
  'exports.no-page':
    'The file of vote #{number} is too long for a message, and this server has no web address. Ask its operator to set one.',
  'exports.too-many':
    'Vote #{number} has more than {most, number} ballots. Download outcome-{number}.json from its page, and say: coop tally outcome-{number}.json --export ballots-{number}.csv',
  'exports.ballots': 'Vote #{number}, without names: {ballots, plural, one {one ballot} other {# ballots}}.',
  'exports.download': 'Download {name}',
  'exports.recount': 'Anyone can count it again:',
} as const;
