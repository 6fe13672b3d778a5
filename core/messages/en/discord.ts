export const discord = {
  'discord.open-form': 'Fill in the form',
  'discord.yes': 'Yes',
  'discord.no': 'No',
  'discord.late-answer': 'I was too slow for Discord, so it showed you an error. Your command did arrive; this is the answer:',
  'discord.answer-too-private':
    'The answer is for your eyes only and I cannot write to you privately. Use the slash command, or allow direct messages from members of this server.',
} as const;
