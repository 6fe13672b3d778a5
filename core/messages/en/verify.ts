/** What does not hold in an outcome that was counted again. */
export const verify = {
  'verify.no-json': 'This is not JSON that can be sealed: well-formed text, finite numbers, at most 64 levels deep.',
  'verify.no-object': 'This is no outcome of a vote: an outcome is a JSON object with the members “format”, “vote”, “ballots” and others.',
  'verify.no-receipt': 'No ballot in this outcome has the receipt {tag}.',
  'verify.malformed': 'This field is malformed: {problem}.',
  'verify.hash':
    'The fingerprint does not fit. The content gives {found}, the file says {stated}: something was changed after the outcome was sealed.',
  'verify.tree': 'The ballots do not give this root of their tree but {found}: a ballot was changed, added, removed or moved.',
  'verify.signature': 'The signature does not fit the fingerprint and the key beside it.',
  'verify.key': 'It is signed with the key {found}, not with {expected}.',
  'verify.dates': 'The vote closed before it was opened.',
  'verify.method': 'Nothing here counts by “{method}”. A newer release may know it.',
  'verify.same-option': 'The option “{option}” stands in the list twice.',
  'verify.choice': 'This is no ballot of this vote: {problem}.',
  'verify.order': 'The ballots are not in the order of their receipts: {tag} stands after {before}.',
  'verify.same-tag': 'The receipt {tag} stands beside two ballots.',
  'verify.active': 'There are {ballots} ballots and {electors} electors, so the quorum cannot have been asked of {active}.',
  'verify.too-many':
    '{electors, plural, one {Only 1 person} other {Only # people}} could vote, but {ballots, plural, one {1 ballot was} other {# ballots were}} counted.',
  'verify.more': '{count, plural, one {One more fault} other {# more faults}} of this kind.',
  'verify.value': 'The file says {stated}, counting again gives {found}.',
  'verify.more-values': 'More figures differ.',
} as const;
