/** How ballots are said that are more than a choice. */
export const ballots = {
  'ballots.no-score': '“{words}” gives no option a score from {scores}. Say it like this: {example}',
  'ballots.option-twice': '“{option}” stands there twice: say each option once.',
  'ballots.overspent': 'That costs {spent} credits, and you have {credits}: a vote costs its square, so 3 votes cost 9. Take some back.',
  'ballots.nothing-supported': 'none of them',
  'ballots.no-stance': '“{words}” is no stance. Say agree, abstain, stand aside, or object: and the reason.',
  'ballots.no-reason': 'Whoever objects says why, so that it can be resolved. Say object: and the reason.',
  'ballots.agrees': 'agree',
  'ballots.abstains': 'abstain',
  'ballots.stands-aside': 'stand aside',
  'ballots.objects': 'object: {reason}',
} as const;
