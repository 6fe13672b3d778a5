export const github = {
  'github.answer-hint': 'Answer in a comment, on a line that begins with {call}.',
  'github.form-hint': 'Or say it all in one line: {help} shows how.',
  'github.title': '{thing, select, vote {Vote} goal {Goal} plan {Plan} beacon {Beacon} other {{thing}}} {number}: {title}',
  'github.board-title': 'News',
  'github.board': 'What the network announces in this repository stands below. Whoever wants to be told subscribes to this issue.',
  'github.too-private':
    'This is for your eyes only, and everybody can read here. Say “{words}” to me in a direct message on another platform, or on the console.',

  'github.yes': 'Yes',
  'github.no': 'No',
  'github.form-list': 'One on each line.',
  'github.no-such-form':
    'A {thing} cannot be opened by an issue here yet: I know no command for it. Nothing was done. Say {help} to see what I can do.',
  'github.form-once': 'I read an issue like this one only once: open another one when that is settled.',
  'github.label-thing':
    '{thing, select, vote {A vote} goal {A goal} plan {A plan} beacon {A beacon} other {Something}} of the network that meets here',
  'github.label-state':
    '{thing, select, vote {The vote} goal {The goal} plan {The plan} beacon {The beacon} other {It}} {state, select, open {is open} counting {is being counted} passed {passed} rejected {did not pass} decided {is decided} undecided {is not decided} cancelled {was cancelled} other {changed}}',

  'github.check-name': '{thing, select, vote {vote} goal {goal} plan {plan} beacon {beacon} other {{thing}}} {number}',
  'github.check-title':
    '{state, select, open {Open} counting {Being counted} passed {Passed} rejected {Did not pass} decided {Decided} undecided {Not decided} cancelled {Cancelled} other {Changed}}',
  'github.check-since': 'Commits were added since',
  'github.check-since-why':
    'This came out for commit {commit}. What was added since was not voted on; open another vote about it, if it matters.',

  'github.templates-title': 'Issue forms for votes and more',
  'github.templates-why':
    'This repository is a place of a network now. With these forms whoever opens an issue can start what the network decides, without a command. Merge this to have them. Close it, and I never propose them again.',
  'github.templates-commit': 'Add issue forms of Cooperatus',
  'github.template-name': '{thing, select, vote {Vote} goal {Goal} plan {Plan} beacon {Beacon} other {{thing}}}',
  'github.template-intro': 'The title above answers: {question}',
  'github.template-after':
    'What is missing is asked in a comment. Nothing is done before you are a member of the network: say {join} in any comment.',
} as const;
