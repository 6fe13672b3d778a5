import { z } from 'zod';
import { NetworkId, PersonId, VoteId } from '../../core/ids.ts';
import type { Vote } from '../../core/ports/votes.ts';
import { Bundle } from '../../core/voting/bundle.ts';
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

/** A row of the table, checked: its JSON may come from an older release. */
export function readVote({ networkId, ...row }: Row): Vote {
  return VoteRow.parse({ ...row, network: networkId });
}
