import { composeDigest } from '../../core/digest/compose.ts';
import type { DigestSection } from '../../core/digest/section.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Digests } from '../../core/ports/digests.ts';
import type { Spaces } from '../../core/ports/networks.ts';
import { commandLine, message, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { thisSpace } from './digest/this-space.ts';

type Ports = { readonly clock: Clock; readonly spaces: Pick<Spaces, 'of'>; readonly digests: Pick<Digests, 'find'> };

/** What a digest would say if it left now: the same words, from the same sections, since the last one. */
export function digestPreview<SectionPorts>(sections: readonly DigestSection<SectionPorts>[]) {
  return defineCommand({
    name: 'digest preview',
    summary: 'digest.preview-summary',
    example: 'digest preview',
    needs: 'member',
    fields: {},
    run: async (call, ports: Ports & SectionPorts): Promise<Reply> => {
      const { network } = call;
      const space = await thisSpace(call, ports.spaces);
      const digest = await ports.digests.find(network.id, space.id);
      const end = ports.clock.now();
      const start = digest?.coveredTo ?? new Date(end.getTime() - week);
      const told = await composeDigest({ network: network.id, start, end }, { network, sections, ports });
      const isOff = digest === null || digest.paused;
      const hint = isOff ? [paragraph(say('digest.not-set', { set: commandLine(`digest set ${digest?.slot.every ?? 'weekly'}`) }))] : [];
      if (told === null) return { text: [...message(say('digest.nothing')).text, ...hint] };
      return { ...told, text: [paragraph(say('digest.preview')), ...told.text, ...hint] };
    },
  });
}

const week = 7 * 86_400_000;
