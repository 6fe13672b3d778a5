import type { Closing, ClosingPorts } from '../../core/ports/lifecycle.ts';
import { announcement } from '../../core/voting/announcement.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { runoffOf } from '../../core/voting/runoff.ts';

/** Opens the second round that the charter wants, in the transaction that publishes the first: so one, or none. */
export async function openRunoff({ vote }: Closing, bundle: Bundle, { charters, votes, messenger, clock }: ClosingPorts): Promise<void> {
  const wanted = runoffOf(vote, bundle, clock.now());
  if (wanted === null || (await charters.current(vote.network)).rules.votes.runoff === 'never') return;
  const opened = await votes.open(wanted);
  const { electors } = await votes.turnout(opened);
  await messenger.post(vote.network, { subject: `vote:${opened.id}`, occasion: 'opened', message: announcement(opened, electors) });
}
