import type { Slot } from '../../core/digest/slot.ts';
import type { Digests } from '../../core/ports/digests.ts';
import type { Spaces } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import { commandLine, moment, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { readWhen } from './digest/read-when.ts';
import { thisSpace } from './digest/this-space.ts';

type Ports = {
  readonly spaces: Pick<Spaces, 'of'>;
  readonly digests: Pick<Digests, 'find' | 'set'>;
  readonly people: Pick<People, 'settings'>;
};

/** What is not said stays as it was; at first it is Monday at nine, in the zone of whoever sets it. */
export const digestSet = defineCommand({
  name: 'digest set',
  summary: 'digest.set-summary',
  example: 'digest set weekly Monday 9:00',
  needs: 'member',
  fields: {
    every: {
      kind: 'choice',
      options: [
        { value: 'weekly', label: 'digest.every-weekly' },
        { value: 'daily', label: 'digest.every-daily' },
      ],
      ask: 'digest.ask-every',
    },
    at: { kind: 'line', maxLength: 40, ask: 'digest.ask-at', optional: true, otherwise: 'digest.otherwise-at' },
    zone: { kind: 'time-zone', ask: 'digest.ask-zone', optional: true, otherwise: 'digest.otherwise-zone', named: true },
  },
  run: async ({ input, ...call }, { spaces, digests, people }: Ports): Promise<Reply> => {
    const { network, person } = call;
    const space = await thisSpace(call, spaces);
    const said = input.at === undefined ? { weekday: null, time: null } : readWhen(input.at, input.every);
    const before = (await digests.find(network.id, space.id))?.slot ?? null;
    const own = (await people.settings(person)).timeZone;
    const timeZone = input.zone ?? before?.timeZone ?? own ?? 'UTC';
    const time = said.time ?? before?.time ?? '09:00';
    const weekday = said.weekday ?? (before?.every === 'weekly' ? before.weekday : 'monday');
    const slot: Slot = input.every === 'daily' ? { every: 'daily', time, timeZone } : { every: 'weekly', weekday, time, timeZone };
    const next = await digests.set(network.id, { space: space.id, slot });
    const isGuess = input.zone === undefined && before === null && own === null;
    return {
      text: [
        paragraph(say('digest.set', { every: slot.every, weekday, time, zone: timeZone }), say('digest.next', { at: moment(next) })),
        ...(isGuess ? [paragraph(say('digest.zone-unsaid', { example: commandLine(`digest set ${slot.every} --zone Berlin`) }))] : []),
        paragraph(say('digest.see', { preview: commandLine('digest preview'), pause: commandLine('digest pause') })),
      ],
      audience: 'everyone',
    };
  },
});
