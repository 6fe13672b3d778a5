export const slack = {
  'slack.open-form': 'Fill in the form',
  'slack.submit': 'Send',
  'slack.close': 'Cancel',
  'slack.yes': 'Yes',
  'slack.no': 'No',
  'slack.send-choice': 'Send my choice',
  'slack.nothing-chosen': 'You chose nothing yet. Choose at least one in the list, then press the button.',
} as const;
