import type { Charters, Members, Spaces } from '../../core/ports/networks.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Block, Sentence } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { charterWords, moderationWords } from './networks/charter-words.ts';
import { waitingWords } from './networks/candidates.ts';

type Ports = {
  readonly charters: Charters;
  readonly members: Pick<Members, 'count' | 'status' | 'waiting'>;
  readonly spaces: Pick<Spaces, 'of'>;
};

/** Anybody may read by which rules a network lives; who waits to be admitted is for its members. */
export const networkShow = defineCommand({
  name: 'network show',
  summary: 'networks.show-summary',
  example: 'network show',
  needs: 'network',
  takesNetwork: true,
  fields: {},
  run: async ({ network, person }, { charters, members, spaces }: Ports): Promise<Reply> => {
    const { version, rules } = await charters.current(network.id);
    const standing = await members.status(network.id, person);
    const platforms = Map.groupBy(await spaces.of(network.id), ({ platform }) => platform);
    const places = [...platforms].map(([platform, { length: count }]) => say('networks.shown-places', { platform, count }));
    const waiting = standing === 'member' ? await members.waiting(network.id) : [];
    return {
      text: [
        { kind: 'heading', inlines: [say('networks.shown', { network: network.name })] },
        paragraph(say('networks.shown-members', { members: await members.count(network.id) }), say(standingWords[standing])),
        paragraph(places.length === 0 ? say('networks.shown-no-places', { bind: commandLine('space bind') }) : joined(places)),
        ...(network.console ? [paragraph(say('networks.console-counts'))] : []),
        ...(waiting.length === 0 ? [] : waitingBlocks(waiting)),
        paragraph({ kind: 'strong', inlines: [say('networks.shown-charter', { version })] }),
        {
          kind: 'list',
          ordered: false,
          items: [...charterWords(rules), ...moderationWords(rules.moderation)].map((sentence) => [sentence]),
        },
        paragraph(say('networks.shown-rules'), { kind: 'command', text: 'charter show' }),
      ],
    };
  },
});

const standingWords = {
  member: 'networks.standing-member',
  asked: 'networks.standing-asked',
  left: 'networks.standing-left',
  none: 'networks.standing-none',
} as const;

function joined(places: readonly Sentence[]): Sentence {
  return say('networks.shown-bound', { places: places.reduce((first, rest) => say('conversation.comma', { first, rest })) });
}

function waitingBlocks(waiting: Awaited<ReturnType<Members['waiting']>>): readonly Block[] {
  const items = waiting.slice(0, 25).map((candidate) => [waitingWords(candidate)]);
  return [paragraph(say('networks.shown-waiting')), { kind: 'list', ordered: false, items }];
}
