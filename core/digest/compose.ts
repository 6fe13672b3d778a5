import type { Network } from '../ports/networks.ts';
import type { Message } from '../text/text.ts';
import { moment, paragraph, say } from '../text/text.ts';
import type { DigestSection, Period } from './section.ts';

export type Composing<Ports> = {
  readonly network: Network;
  readonly sections: readonly DigestSection<Ports>[];
  readonly ports: Ports;
};

/** What a space reads of a period; null when no feature has anything to say. The same for the preview and for what is sent. */
export async function composeDigest<Ports>(period: Period, { network, sections, ports }: Composing<Ports>): Promise<Message | null> {
  const said = [];
  for (const section of sections) {
    const written = await section(period, ports);
    if (written !== null) said.push({ kind: 'heading', inlines: [written.title] } as const, ...written.blocks);
  }
  if (said.length === 0) return null;
  const { start, end } = period;
  return {
    text: [
      { kind: 'heading', inlines: [say('digest.title', { network: network.name })] },
      paragraph(say('digest.period', { start: moment(start), end: moment(end) })),
      ...said,
    ],
  };
}
