export const matrix = {
  'matrix.form-hint': 'Reply to this message with your answer, or say it all in one line: {help} shows how.',
  'matrix.answered-alone': 'The answer is for your eyes only: I invited you to a conversation of our own.',
  'matrix.answer-too-private':
    'The answer is for your eyes only, and I cannot write to you alone. Accept my invitation, or invite me to a direct conversation and say it there.',
} as const;
