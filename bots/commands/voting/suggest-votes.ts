import type { Network } from '../../../core/ports/networks.ts';
import type { Vote, Votes } from '../../../core/ports/votes.ts';
import { say } from '../../../core/text/text.ts';
import { findMethod } from '../../../core/voting/methods.ts';
import { writeOption } from '../../../core/voting/option-words.ts';
import { clip } from '../../conversation/clean-text.ts';
import type { Suggester, Suggesting } from '../../conversation/suggest.ts';

type Ports = { readonly votes: Pick<Votes, 'list' | 'find'> };

const most = 25;

/** The votes of the network: the open ones first, then the latest others. */
export const suggestVotes: Suggester<Ports> = async ({ network }, { votes }) => {
  if (network === null) return [];
  const open = await openVotes(network, { votes });
  const latest = await votes.list(network.id, { limit: most });
  const distinct = new Map([...open, ...latest].map((vote) => [vote.number, vote]));
  return [...distinct.values()].map(({ number, question }) => ({
    label: say('voting.numbered', { number, question: clip(question) }),
    words: `#${number}`,
  }));
};

/** The options of the vote whose number was given, else of the only open one. Each is a whole ballot only where one is chosen. */
export const suggestOptions: Suggester<Ports> = async ({ network, answers }, { votes }) => {
  const vote = network === null ? null : await voteMeant(network, answers, { votes });
  if (vote === null || findMethod(vote.method)?.asks !== 'option') return [];
  return vote.options.map((text, place) => ({ label: { kind: 'quote', text }, words: writeOption(place, vote.options) }));
};

async function voteMeant(network: Network, answers: Suggesting['answers'], { votes }: Ports): Promise<Vote | null> {
  const number = /^\s*#?(\d{1,9})\s*$/u.exec(answers['number'] ?? '')?.[1];
  if (number !== undefined) return votes.find(network.id, Number(number));
  const open = await openVotes(network, { votes });
  return open.length === 1 ? (open[0] ?? null) : null;
}

const openVotes = async ({ id }: Network, { votes }: Ports): Promise<readonly Vote[]> => votes.list(id, { status: 'open', limit: most });
