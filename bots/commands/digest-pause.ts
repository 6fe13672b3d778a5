import { Refusal } from '../../core/errors.ts';
import type { Digests } from '../../core/ports/digests.ts';
import type { Spaces } from '../../core/ports/networks.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { thisSpace } from './digest/this-space.ts';

type Ports = { readonly spaces: Pick<Spaces, 'of'>; readonly digests: Pick<Digests, 'find' | 'pause'> };

/** `digest set` begins it again, at the time that it had. */
export const digestPause = defineCommand({
  name: 'digest pause',
  summary: 'digest.pause-summary',
  example: 'digest pause',
  needs: 'member',
  fields: {},
  run: async (call, { spaces, digests }: Ports): Promise<Reply> => {
    const { network } = call;
    const space = await thisSpace(call, spaces);
    const every = (await digests.find(network.id, space.id))?.slot.every ?? 'weekly';
    const set = commandLine(`digest set ${every}`);
    if (!(await digests.pause(network.id, space.id))) throw new Refusal(say('digest.not-set', { set }));
    return { ...message(say('digest.paused', { set })), audience: 'everyone' };
  },
});
