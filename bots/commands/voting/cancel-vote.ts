import type { Messenger } from '../../../core/ports/messenger.ts';
import type { Vote, Votes } from '../../../core/ports/votes.ts';
import { cancelledAnnouncement } from '../../../core/voting/announcement.ts';

type Ports = { readonly votes: Pick<Votes, 'cancel'>; readonly messenger: Pick<Messenger, 'post'> };

/** Cancels an open vote, and says so where it was announced. */
export async function cancelVote(vote: Vote, { votes, messenger }: Ports): Promise<void> {
  await votes.cancel(vote);
  const subject = `vote:${vote.id}`;
  await messenger.post(vote.network, { subject, occasion: 'cancelled', message: cancelledAnnouncement(vote) });
}
