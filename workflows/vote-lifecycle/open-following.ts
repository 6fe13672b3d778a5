import type { Closing, ClosingPorts } from '../../core/ports/lifecycle.ts';
import type { NewVote } from '../../core/ports/votes.ts';
import { announcement } from '../../core/voting/announcement.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { nextRound } from '../../core/voting/next-round.ts';
import { runoffOf } from '../../core/voting/runoff.ts';

/** Opens what follows a vote by itself, in the transaction that publishes it: so once, or not at all. */
export async function openFollowing({ vote }: Closing, bundle: Bundle, ports: ClosingPorts): Promise<void> {
  const now = ports.clock.now();
  const runoff = runoffOf(vote, bundle, now);
  if (runoff === null && vote.rules.again === undefined) return;

  const charter = await ports.charters.current(vote.network);
  if (runoff !== null && charter.rules.votes.runoff !== 'never') await open(runoff, ports);
  const round = nextRound(vote, bundle, { charter, now });
  if (round === null || round.openedBy === null) return;
  // Nobody goes on asking through votes who went away.
  if ((await ports.members.status(vote.network, round.openedBy)) === 'member') await open(round, ports);
}

async function open(wanted: NewVote, { votes, messenger }: ClosingPorts): Promise<void> {
  const opened = await votes.open(wanted);
  const { electors } = await votes.turnout(opened);
  await messenger.post(wanted.network, { subject: `vote:${opened.id}`, occasion: 'opened', message: announcement(opened, electors) });
}
