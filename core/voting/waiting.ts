import type { Votes } from '../ports/votes.ts';
import { moment, paragraph, say } from '../text/text.ts';
import type { WaitingSource } from '../waiting/waiting.ts';
import { ballotPaper, castActions } from './announcement.ts';

/** Open votes in which a person may vote and has not, the one that closes first in front. */
export const votesWaiting: WaitingSource<{ readonly votes: Pick<Votes, 'awaiting'> }> = async ({ person, network, address }, { votes }) =>
  (await votes.awaiting(network.id, person)).map((vote) => {
    const { number, question, closesAt } = vote;
    const closes = say('voting.closes', { at: moment(closesAt) });
    return {
      line: [say('voting.numbered', { number, question }), closes],
      look: address(`vote status ${number}`),
      text: [{ kind: 'heading', inlines: [say('voting.announced', { number })] }, ...ballotPaper(vote), paragraph(closes)],
      actions: castActions(vote, address),
    };
  });
