import { Refusal } from '../../../core/errors.ts';
import type { PersonId, PlatformName } from '../../../core/ids.ts';
import type { Network } from '../../../core/ports/networks.ts';
import type { Vote, Votes } from '../../../core/ports/votes.ts';
import { commandLine, paragraph, say } from '../../../core/text/text.ts';
import type { Reply } from '../../conversation/command.ts';
import type { Place } from '../../conversation/event.ts';
import { clip } from '../../conversation/clean-text.ts';
import { isSayable } from '../sayable.ts';
import { addressFor } from './address.ts';
import type { AddressPorts } from './address.ts';
import { tooLate } from './over.ts';

export type VoteFinding = AddressPorts & { readonly votes: Pick<Votes, 'find' | 'list'> };

export type Wanted = {
  readonly call: {
    readonly network: Network;
    readonly person: PersonId;
    readonly platform: PlatformName;
    readonly installation: string;
    readonly place: Place;
    readonly at: Date;
  };
  /** As said; left out where one vote is open. */
  readonly number: number | undefined;
  /** The same words with a number: what choosing among several says. */
  readonly again: (number: number) => string;
};

/**
 * Does something with the vote that is meant: the one of that number, else the only one that was open when it was said.
 * Where several are, the answer offers them. Throws a Refusal where there is none.
 */
export async function aboutVote(wanted: Wanted, ports: VoteFinding, act: (vote: Vote) => Promise<Reply>): Promise<Reply> {
  const { call, number } = wanted;
  if (number !== undefined) {
    const vote = await ports.votes.find(call.network.id, number);
    if (vote === null)
      throw new Refusal(say('voting.unknown-vote', { number, network: call.network.name, list: commandLine('vote list') }));
    return act(vote);
  }
  const unfinished = await unfinishedVotes(call.network, ports);
  const open = unfinished.filter(({ closesAt }) => call.at < closesAt);
  const [[only], [late]] = [open, unfinished];
  if (only === undefined && late !== undefined) throw tooLate(late);
  if (only === undefined) throw new Refusal(say('voting.none-open', { network: call.network.name, list: commandLine('vote list') }));
  return open.length === 1 ? act(only) : whichVote(open, wanted, ports);
}

/** Open ones and those whose late ballots are still awaited, newest first. */
export async function unfinishedVotes({ id }: Network, { votes }: { votes: Pick<Votes, 'list'> }): Promise<readonly Vote[]> {
  const [open, counting] = [
    await votes.list(id, { status: 'open', limit: mostOffered }),
    await votes.list(id, { status: 'counting', limit: mostOffered }),
  ];
  return [...open, ...counting].toSorted((a, b) => b.number - a.number);
}

const mostOffered = 25;

async function whichVote(open: readonly Vote[], { call, again }: Wanted, ports: VoteFinding): Promise<Reply> {
  const address = await addressFor(call, ports);
  const options = open
    .map(({ number, question }) => ({
      label: say('voting.numbered', { number, question: clip(question) }),
      say: address(again(number)),
    }))
    .filter((option) => isSayable(option.say));
  return {
    text: [
      paragraph(say('voting.which-vote')),
      { kind: 'list', ordered: false, items: open.map(({ number, question }) => [say('voting.numbered', { number, question })]) },
      paragraph(say('voting.which-vote-example'), { kind: 'command', text: address(again(open[0]?.number ?? 1)) }),
    ],
    actions: options.length === 0 ? [] : [{ kind: 'select', prompt: say('voting.choose-vote'), options }],
  };
}
