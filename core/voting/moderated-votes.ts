import { VoteId } from '../ids.ts';
import type { HiddenBy, ModeratedKind, ModeratedText } from '../moderation/moderated-kind.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Pages } from '../ports/pages.ts';
import type { Vote, Votes } from '../ports/votes.ts';
import type { Message } from '../text/text.ts';
import { announcement, ballotPaper, cancelledAnnouncement, closingAnnouncement } from './announcement.ts';
import { revealWords } from './hidden-vote.ts';
import { closedAnnouncement, outcomeMessage } from './outcome-message.ts';

type Ports = {
  readonly votes: Pick<Votes, 'find' | 'byId' | 'hide' | 'turnout'>;
  readonly messenger: Pick<Messenger, 'post'>;
  readonly pages: Pages;
};

/** The question and the options of a vote. */
export const moderatedVotes: ModeratedKind<Ports> = {
  kind: 'vote',
  posts: ['vote', 'outcome'],
  numbered: async (network, number, { votes }) => textOf(await votes.find(network, number)),
  byId: async (network, id, { votes }) => textOf(await votes.byId(network, VoteId.parse(id))),
  put: async (network, { id, hidden, occasion }, ports) => {
    const before = await ports.votes.byId(network, VoteId.parse(id));
    if (before === null || hiddenBy(before) === hidden) return {};
    const outcome = await ports.votes.hide(before, hidden);
    const vote = await ports.votes.byId(network, before.id);
    if (vote !== null) await repost(vote, { occasion, ...ports });
    return outcome === null ? {} : { outcome };
  },
};

function textOf(vote: Vote | null): ModeratedText | null {
  if (vote === null) return null;
  const { id, number, openedBy, openedAt } = vote;
  const text = ballotPaper(revealWords(vote));
  return { kind: 'vote', id, number, author: openedBy, writtenAt: openedAt, text, hidden: hiddenBy(vote) };
}

const hiddenBy = ({ hidden }: Vote): HiddenBy | null => hidden?.by ?? null;

/** What stands in the spaces is written anew. */
async function repost(vote: Vote, { occasion, messenger, votes, pages }: Ports & { readonly occasion: string }): Promise<void> {
  const post = (subject: string, message: Message): Promise<void> => messenger.post(vote.network, { subject, occasion, message });
  if (vote.bundle !== null) {
    await post(`vote:${vote.id}`, closedAnnouncement(vote.bundle));
    return post(`outcome:${vote.id}`, outcomeMessage(vote.bundle, pages.ofVote(vote.id)));
  }
  if (vote.status === 'open') return post(`vote:${vote.id}`, announcement(vote, (await votes.turnout(vote)).electors));
  return post(`vote:${vote.id}`, vote.status === 'cancelled' ? cancelledAnnouncement(vote) : closingAnnouncement(vote));
}
