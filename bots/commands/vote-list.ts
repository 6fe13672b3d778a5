import type { Vote, Votes } from '../../core/ports/votes.ts';
import { commandLine, message, moment, paragraph, say } from '../../core/text/text.ts';
import type { Block, Sentence } from '../../core/text/text.ts';
import { outcomeLine } from '../../core/voting/outcome-line.ts';
import { clip } from '../conversation/clean-text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { unfinishedVotes } from './voting/about-vote.ts';
import { addressFor } from './voting/address.ts';
import type { AddressPorts } from './voting/address.ts';

type Ports = AddressPorts & { readonly votes: Pick<Votes, 'list'> };

/** How many of those that are over are shown. */
const mostEnded = 10;

/** Open ones first, then what came of the latest others. */
export const voteList = defineCommand({
  name: 'vote list',
  summary: 'voting.list-summary',
  example: 'vote list',
  needs: 'member',
  fields: {},
  run: async (call, ports: Ports): Promise<Reply> => {
    const { network } = call;
    const running = await unfinishedVotes(network, ports);
    const numbers = new Set(running.map(({ number }) => number));
    const latest = await ports.votes.list(network.id, { limit: mostEnded + numbers.size });
    const ended = latest.filter(({ number }) => !numbers.has(number)).slice(0, mostEnded);
    const shown = [...running, ...ended];
    if (shown.length === 0) return message(say('voting.no-votes', { network: network.name, example: commandLine('vote open') }));

    const address = await addressFor(call, ports);
    const options = shown.slice(0, 25).map(({ number, question }) => ({
      label: say('voting.numbered', { number, question: clip(question) }),
      say: address(`vote status ${number}`),
    }));
    return {
      text: [
        ...(running.length > 0 ? section(say('voting.list-running'), running, call.at) : []),
        ...(ended.length > 0 ? section(say('voting.list-ended'), ended, call.at) : []),
      ],
      actions: [{ kind: 'select', prompt: say('voting.look-at'), options }],
    };
  },
});

function section(title: Sentence, votes: readonly Vote[], at: Date): readonly Block[] {
  return [paragraph({ kind: 'strong', inlines: [title] }), { kind: 'list', ordered: false, items: votes.map((vote) => line(vote, at)) }];
}

function line({ number, question, status, closesAt, bundle }: Vote, at: Date): readonly Sentence[] {
  const named = say('voting.numbered', { number, question });
  switch (status) {
    case 'open':
      return [named, at < closesAt ? say('voting.closes', { at: moment(closesAt) }) : say('voting.list-counting')];
    case 'counting':
      return [named, say('voting.list-counting')];
    case 'cancelled':
      return [named, say('voting.list-cancelled')];
    case 'closed':
      return bundle === null ? [named] : [named, outcomeLine(bundle)];
    default:
      return status satisfies never;
  }
}
