import type { Messenger } from '../../../core/ports/messenger.ts';
import type { NewVote, Vote, Votes } from '../../../core/ports/votes.ts';
import { announcement } from '../../../core/voting/announcement.ts';

export type Announcing = { readonly votes: Pick<Votes, 'open' | 'turnout'>; readonly messenger: Pick<Messenger, 'post'> };

export type Opened = { readonly vote: Vote; readonly electors: number };

/** Opens a vote and announces it in every space. */
export async function openAndAnnounce(wanted: NewVote, ports: Announcing): Promise<Opened> {
  const vote = await ports.votes.open(wanted);
  const electors = await announce(vote, { occasion: 'opened', ...ports });
  return { vote, electors };
}

/** Posts the announcement, or writes it anew where it stands already; returns how many may vote. */
export async function announce(
  vote: Vote,
  { occasion, votes, messenger }: Omit<Announcing, 'votes'> & { readonly votes: Pick<Votes, 'turnout'>; readonly occasion: string },
): Promise<number> {
  const { electors } = await votes.turnout(vote);
  await messenger.post(vote.network, { subject: `vote:${vote.id}`, occasion, message: announcement(vote, electors) });
  return electors;
}
