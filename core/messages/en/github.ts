export const github = {
  'github.moment': '{at}',
  'github.answer-hint': 'Answer in a comment, on a line that begins with {call}.',
  'github.form-hint': 'Or say it all in one line: {help} shows how.',
  'github.title': '{thing, select, vote {Vote} goal {Goal} plan {Plan} beacon {Beacon} other {{thing}}} {number}: {title}',
  'github.board-title': 'News',
  'github.board': 'What the network announces in this repository stands below. Whoever wants to be told subscribes to this issue.',
  'github.too-private':
    'This is for your eyes only, and everybody can read here. Say “{words}” to me in a direct message on another platform, or on the console.',
} as const;
