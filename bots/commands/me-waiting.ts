import { commandLine, message, paragraph, say } from '../../core/text/text.ts';
import type { Action, Block } from '../../core/text/text.ts';
import type { WaitingItem, WaitingSource } from '../../core/waiting/waiting.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { isSayable } from './sayable.ts';
import { collectWaiting } from './waiting/collect-waiting.ts';
import type { WaitingPorts, WaitingThere } from './waiting/collect-waiting.ts';

/** More do not stand in one list that every platform shows. */
const mostOffered = 25;

/** What waits for whoever asks, in all their networks: the same that Slack shows at home. */
export const meWaiting = <Ports extends WaitingPorts>(sources: readonly WaitingSource<Ports>[]) =>
  defineCommand({
    name: 'me waiting',
    summary: 'waiting.summary',
    example: 'me waiting',
    needs: 'anyone',
    fields: {},
    run: async (call, ports: Ports): Promise<Reply> => {
      const waiting = await collectWaiting(sources, call, ports);
      if (waiting.length === 0) return message(say('waiting.nothing', { list: commandLine('vote list') }));
      const items = waiting.flatMap((there) => there.items);
      const [only] = items;
      if (only !== undefined && items.length === 1) return { text: [paragraph(say('waiting.one')), ...only.text], actions: only.actions };
      return { text: [{ kind: 'heading', inlines: [say('waiting.title')] }, ...waiting.flatMap(listed)], actions: offered(items) };
    },
  });

function listed({ network, items }: WaitingThere, _: number, { length }: readonly WaitingThere[]): readonly Block[] {
  const title: readonly Block[] =
    length === 1 ? [] : [paragraph({ kind: 'strong', inlines: [say('waiting.in-network', { network: network.name })] })];
  return [...title, { kind: 'list', ordered: false, items: items.map(({ line }) => line) }];
}

/** The line of an item begins with its name. */
function offered(items: readonly WaitingItem[]): readonly Action[] {
  const options = items
    .filter(({ look }) => isSayable(look))
    .slice(0, mostOffered)
    .flatMap(({ line: [name], look }) => (name?.kind === 'sentence' || name?.kind === 'quote' ? [{ label: name, say: look }] : []));
  return options.length === 0 ? [] : [{ kind: 'select', prompt: say('waiting.look-at'), options }];
}
