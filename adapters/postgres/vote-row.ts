import { z } from 'zod';
import { NetworkId, PersonId, VoteId } from '../../core/ids.ts';
import type { Vote } from '../../core/ports/votes.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import { hideWords } from '../../core/voting/hidden-vote.ts';
import { VotePurpose, VoteRules } from '../../core/voting/vote.ts';
import type { Vote as Row } from '../../prisma/generated/client.ts';

const VoteRow = z.object({
  id: VoteId,
  network: NetworkId,
  number: z.int(),
  question: z.string(),
  options: z.array(z.string()),
  method: z.string(),
  rules: VoteRules,
  purpose: VotePurpose.nullable(),
  status: z.enum(['open', 'counting', 'closed', 'cancelled']),
  openedBy: PersonId.nullable(),
  openedAt: z.date(),
  closesAt: z.date(),
  bundle: Bundle.nullable(),
}) satisfies z.ZodType<Vote>;

const HiddenBy = z.enum(['reports', 'jury', 'platform']).nullable();

/**
 * A row of the table, checked: its JSON may come from an older release. Words that are hidden are gone from here on, so that nothing
 * that shows votes can forget it.
 */
export function readVote({ networkId, hiddenBy, shownBundle, ...row }: Row): Vote {
  const vote = VoteRow.parse({ ...row, network: networkId });
  const by = HiddenBy.parse(hiddenBy);
  if (by === null) return vote;
  const { question, options } = vote;
  return { ...vote, ...hideWords(vote, by), bundle: VoteRow.shape.bundle.parse(shownBundle), hidden: { by, question, options } };
}
