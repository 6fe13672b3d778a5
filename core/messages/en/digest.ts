/** What happened, told to a space every day or every week. */
export const digest = {
  'digest.title': 'Digest of {network}',
  'digest.period': 'What happened from {start} until {end}.',

  'digest.set-summary': 'Sets when this place gets a digest',
  'digest.preview-summary': 'Shows what a digest would say now',
  'digest.pause-summary': 'Stops the digest of this place',
  'digest.ask-every': 'How often?',
  'digest.every-daily': 'Every day',
  'digest.every-weekly': 'Once a week',
  'digest.ask-at': 'When? For example Monday 9:00.',
  'digest.otherwise-at': 'as before, at first Monday 9:00.',
  'digest.ask-zone': 'In which time zone?',
  'digest.otherwise-zone': 'as before, at first your own.',

  'digest.set':
    'This place gets a digest {every, select, daily {every day} other {every {weekday, select, monday {Monday} tuesday {Tuesday} wednesday {Wednesday} thursday {Thursday} friday {Friday} saturday {Saturday} other {Sunday}}}} at {time} ({zone}).',
  'digest.next': 'The next one comes {at}, unless there is nothing to tell.',
  'digest.see': 'To see what it would say, say {preview}. To stop it, say {pause}.',
  'digest.zone-unsaid': 'I do not know your time zone, so this is UTC. To change it, say {example}.',
  'digest.paused': 'This place gets no digest any more. To get it again, say {set}.',
  'digest.not-set': 'This place gets no digest. To get one, say {set}.',
  'digest.preview': 'So it would be told now:',
  'digest.nothing': 'There is nothing to tell, so no digest would be sent.',
  'digest.where':
    'A digest belongs to a place of {network}. Say this in one of its channels; say {bind} in a channel that you manage to make it one.',
  'digest.bad-at': '“{words}” is no time for a digest. Say for example {example}.',
  'digest.daily-weekday': 'A daily digest comes on every day. Leave the day out, or say {example}.',
} as const;
