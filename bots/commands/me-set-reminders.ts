import type { People } from '../../core/ports/people.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

export const meSetReminders = defineCommand({
  name: 'me set reminders',
  summary: 'people.set-reminders-summary',
  example: 'me set reminders off',
  needs: 'anyone',
  fields: {
    wanted: {
      kind: 'choice',
      options: [
        { value: 'on', label: 'people.reminders-choice-on' },
        { value: 'off', label: 'people.reminders-choice-off' },
      ],
      ask: 'people.ask-reminders',
    },
  },
  run: async ({ input: { wanted }, person }, { people }: { readonly people: Pick<People, 'change'> }): Promise<Reply> => {
    await people.change(person, { reminders: wanted === 'on' });
    return message(wanted === 'on' ? say('people.reminders-on') : say('people.reminders-off', { on: commandLine('me set reminders on') }));
  },
});
