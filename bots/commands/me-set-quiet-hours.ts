import type { People } from '../../core/ports/people.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

type Ports = { readonly people: Pick<People, 'change' | 'settings'> };

export const meSetQuietHours = defineCommand({
  name: 'me set quiet-hours',
  summary: 'people.set-quiet-hours-summary',
  example: 'me set quiet-hours 22:00-07:00',
  needs: 'anyone',
  fields: { hours: { kind: 'quiet-hours', ask: 'people.ask-quiet-hours' } },
  run: async ({ input: { hours }, person }, { people }: Ports): Promise<Reply> => {
    await people.change(person, { quietHours: hours === 'off' ? null : hours });
    if (hours === 'off') return message(say('people.quiet-hours-off'));
    const { timeZone } = await people.settings(person);
    const set = say('people.set-quiet-hours', { hours });
    return timeZone === null ? message(set, say('people.quiet-hours-utc', { zone: commandLine('me set timezone Berlin') })) : message(set);
  },
});
