import type { AccountId, PersonId } from '../../core/ids.ts';
import type { Network } from '../../core/ports/networks.ts';
import type { Ballots, Vote, Votes } from '../../core/ports/votes.ts';
import { discreetly, moment, paragraph, say } from '../../core/text/text.ts';
import type { Block, Sentence } from '../../core/text/text.ts';
import { ballotPaper, cancelledAnnouncement, castActions, castExample, howTo, methodOf } from '../../core/voting/announcement.ts';
import { leastFor } from '../../core/voting/share.ts';
import { outcomeMessage } from '../../core/voting/outcome-message.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { aboutVote, unfinishedVotes } from './voting/about-vote.ts';
import type { VoteFinding } from './voting/about-vote.ts';
import { addressFor } from './voting/address.ts';
import { howItEnded } from './voting/over.ts';

type Ports = VoteFinding & {
  readonly votes: Pick<Votes, 'find' | 'list' | 'turnout'>;
  readonly ballots: Pick<Ballots, 'own'>;
};

/** How a vote stands. What was chosen stays unsaid until it is over, so that nobody votes by the others; how many voted is said. */
export const voteStatus = defineCommand({
  name: 'vote status',
  summary: 'voting.status-summary',
  example: 'vote status 3',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-status' },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const number = input.number ?? (await numberOfLast(call.network, ports));
    return aboutVote({ call, number, again: (chosen) => `vote status ${chosen}` }, ports, async (vote) => {
      const address = await addressFor(call, ports);
      const open = vote.status === 'open' && call.at < vote.closesAt;
      return {
        text: [
          ...(open ? openVote(vote) : endedVote(vote)),
          await standing(vote, { ...call, ...ports }),
          ...(open ? [paragraph(howTo(vote), { kind: 'command', text: address(castExample(vote)) })] : []),
        ],
        actions: open ? castActions(vote, address) : [],
      };
    });
  },
});

/** Where no vote is open or being counted: the last one that was. */
async function numberOfLast(network: Network, { votes }: Ports): Promise<number | undefined> {
  const [first, second] = await unfinishedVotes(network, { votes });
  if (second !== undefined) return undefined;
  const [last] = first === undefined ? await votes.list(network.id, { limit: 1 }) : [first];
  return last?.number;
}

function openVote(vote: Vote): readonly Block[] {
  const { number, closesAt } = vote;
  return [
    { kind: 'heading', inlines: [say('voting.is-open', { number })] },
    ...ballotPaper(vote),
    paragraph(say('voting.closes', { at: moment(closesAt) })),
  ];
}

function endedVote(vote: Vote): readonly Block[] {
  if (vote.bundle !== null) return outcomeMessage(vote.bundle, null).text;
  if (vote.status === 'cancelled') return cancelledAnnouncement(vote).text;
  const title = say('voting.announced', { number: vote.number });
  return [{ kind: 'heading', inlines: [title] }, ...ballotPaper(vote), paragraph(...howItEnded(vote))];
}

type Voter = Pick<Ports, 'votes' | 'ballots'> & { readonly person: PersonId; readonly account: AccountId };

/** How many voted, and the reader's own ballot. One that another account of theirs cast may have been cast where nobody reads it. */
async function standing(vote: Vote, { person, account, votes, ballots }: Voter): Promise<Block> {
  const turnout = await turnoutOf(vote, votes);
  const own = await ballots.own(vote.id, person);
  if (own === null) return paragraph(...turnout, say('voting.own-none'));
  const choice = methodOf(vote).show(own.choice, vote.options);
  const told = [...turnout, say('voting.own', { choice }), say('voting.receipt'), { kind: 'code', text: own.receipt } as const];
  return own.account === account ? paragraph(...told) : discreetly(told, [...turnout, say('voting.own-elsewhere')]);
}

/** How many voted, and how many the charter asks for where it asks for a quorum and nothing is decided yet. */
async function turnoutOf(vote: Vote, votes: Ports['votes']): Promise<readonly Sentence[]> {
  const turnout = await votes.turnout(vote);
  const needed = leastFor({ of: turnout.active, share: vote.rules.quorum });
  const isAsked = vote.bundle === null && vote.status !== 'cancelled' && needed > 0n;
  return [
    say('voting.turnout', { voted: turnout.voted, electors: turnout.electors }),
    ...(isAsked ? [say('voting.quorum-progress', { voted: turnout.voted, needed: Number(needed) })] : []),
  ];
}
