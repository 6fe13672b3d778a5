import type { Glance } from '../../../core/ports/glance.ts';
import { commandLine, message, say } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';
import type { WaitingSource } from '../../../core/waiting/waiting.ts';
import type { Waiting } from '../../conversation/waiting.ts';
import { collectWaiting } from './collect-waiting.ts';
import type { WaitingPorts } from './collect-waiting.ts';

/** More would not be read, and Slack takes 100 blocks. */
const mostCards = 12;

type WaitingParts<Ports> = { readonly glance: Glance<Ports>; readonly sources: readonly WaitingSource<Ports>[] };

/** What a platform shows at home: a card for each thing that waits, each with what does it. */
export function createWaiting<Ports extends WaitingPorts>({ glance, sources }: WaitingParts<Ports>): Waiting {
  return async (onlooker) => {
    const { platform, installation } = onlooker;
    const place = { externalId: onlooker.place, private: true, managed: false };
    const page = await glance(onlooker, async ({ person, settings }, ports) => {
      const networks = await ports.networks.of(person);
      const waiting = await collectWaiting(sources, { person, platform, installation, place }, ports);
      const items = waiting.flatMap(({ network, items: here }) => here.map((item) => ({ network, item })));
      const cards = items.slice(0, mostCards).map(({ network, item: { text, actions } }): Message => {
        const where = networks.length < 2 ? [] : message(say('waiting.in-network', { network: network.name })).text;
        return { text: [...text, ...where], actions };
      });
      return {
        reader: { language: settings.language ?? 'en', timeZone: settings.timeZone ?? 'UTC' },
        cards: networks.length === 0 ? [homeless] : [headline(items.length), ...cards],
      };
    });
    return page ?? { reader: { language: 'en', timeZone: 'UTC' }, cards: [homeless] };
  };
}

const headline = (items: number): Message => ({
  text: [
    { kind: 'heading', inlines: [say('waiting.title')] },
    ...message(items === 0 ? say('waiting.nothing', { list: commandLine('vote list') }) : say('waiting.things', { items })).text,
  ],
});

/** In no network yet. */
const homeless: Message = {
  text: [
    { kind: 'heading', inlines: [say('waiting.welcome')] },
    ...message(say('waiting.begin', { join: commandLine('join NAME'), help: commandLine('help') })).text,
  ],
};
