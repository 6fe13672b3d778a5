/** What a browser is shown. */
export const pages = {
  'pages.name': 'Cooperatus',
  'pages.home': 'Home',
  'pages.docs': 'Documentation',
  'pages.commands': 'What people can say',
  'pages.skip': 'Skip to the content',
  'pages.navigation': 'Pages',
  'pages.footer': 'Nobody rules here: every decision is counted in the open, and anyone can count again.',

  'pages.home-title': 'Acting together without a boss',
  'pages.home-lead':
    'People who never met decide together here, from the chat they already use. One vote spans every platform: a ballot cast in any of them counts once, in the same tally.',
  'pages.home-how': 'How it works',
  'pages.home-network': 'A network is a group of people who cooperate under one charter: their own rules, changed only by vote.',
  'pages.home-vote':
    'Anyone whom the charter lets may open a vote, in a sentence. Everybody who was a member at that moment has one voice.',
  'pages.home-outcome':
    'When it closes, the outcome is counted from the ballots, signed and published. It can be recounted on any other computer.',
  'pages.home-begin': 'Begin',
  'pages.home-say': 'Where a network meets, say',
  'pages.home-docs': 'Everything that can be said stands in the documentation:',
  'pages.home-doc-commands': 'what people can say',
  'pages.home-key': 'The key of this instance',
  'pages.home-key-what': 'Every outcome that was counted here is signed with this key. Compare it when you verify one:',

  'pages.outcome-title': '{question} (vote #{number})',
  'pages.outcome-of': 'Vote #{number} of {network}',
  'pages.outcome-closed': 'Closed on {closed}.',
  'pages.outcome-votes': 'Votes',
  'pages.outcome-option': 'Option',
  'pages.outcome-share': 'Share',
  'pages.outcome-percent': '{share, number, percent}',
  'pages.outcome-chart': 'Votes per option',
  'pages.outcome-ranking': 'Ranking',
  'pages.outcome-rules': 'By which rules',
  'pages.outcome-method-single': 'Single choice: everybody could vote for one option; the most votes win.',
  'pages.outcome-method-approval': 'Approval: everybody could approve of several options; the most approvals win.',
  'pages.outcome-method': 'Counted by the method “{method}”.',
  'pages.outcome-tie': 'How the tie was settled',
  'pages.outcome-check': 'Check it yourself',
  'pages.outcome-check-what':
    'The file holds the question, the rules and every ballot. The command counts it again on your own computer, and says what differs if anything was changed.',
  'pages.outcome-download': 'Save the outcome (JSON)',
  'pages.outcome-receipt-title': 'Find your own ballot',
  'pages.outcome-receipt':
    'When you voted you were given a receipt, like K7QXM-4R2TD; “vote status” says it again. With it this command shows the ballot that was counted for you, and the proof that it is among all ballots. No other member knows which receipt is yours. Keep it to yourself: whoever has it can look up how you voted.',
  'pages.outcome-seal': 'Fingerprint and key',
  'pages.outcome-hash': 'Fingerprint (SHA-256)',
  'pages.outcome-key': 'Signed by the instance with the key (Ed25519)',

  'pages.missing-title': 'There is nothing here',
  'pages.missing': 'Perhaps the address was cut short, or the vote is not closed yet: its outcome is published when it is.',
  'pages.failed-title': 'Something went wrong',
  'pages.failed':
    'This is our fault, not yours. Try again in a minute. If it stays, tell whoever runs this server the reference {reference}.',
} as const;
