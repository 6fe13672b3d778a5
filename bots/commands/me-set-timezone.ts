import type { People } from '../../core/ports/people.ts';
import { message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

export const meSetTimezone = defineCommand({
  name: 'me set timezone',
  summary: 'people.set-time-zone-summary',
  example: 'me set timezone Berlin',
  needs: 'anyone',
  fields: { zone: { kind: 'time-zone', ask: 'people.ask-time-zone' } },
  run: async ({ input: { zone }, person }, { people }: { readonly people: Pick<People, 'change'> }): Promise<Reply> => {
    await people.change(person, { timeZone: zone });
    return message(say('people.set-time-zone', { zone }));
  },
});
