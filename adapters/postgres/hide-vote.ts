import { z } from 'zod';
import type { HiddenBy } from '../../core/moderation/moderated-kind.ts';
import type { Hashing, Signing } from '../../core/ports/cryptography.ts';
import type { Vote } from '../../core/ports/votes.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import { hideOutcome } from '../../core/voting/hidden-vote.ts';
import type { Session } from './session.ts';

type Hiding = { readonly vote: Vote; readonly by: HiddenBy | null; readonly hashing: Hashing; readonly signing: Signing };

/** Behind the exclusive barrier of the vote, so that an outcome is published either before it or after. */
export async function hideVote(session: Session, { vote, by, ...ports }: Hiding): Promise<string | null> {
  const { sql } = session;
  await session.enter(vote.network);
  await sql.query({ name: 'vote.bar', text: 'select pg_advisory_xact_lock(vote_barrier($1))', values: [vote.id] });
  const { rows } = await sql.query({ name: 'vote.sealed', text: 'select bundle from vote where id = $1', values: [vote.id] });
  const { bundle } = z.object({ bundle: Bundle.nullable() }).parse(rows[0]);
  const shown = bundle === null || by === null ? null : hideOutcome(bundle, by, ports);
  const text = 'update vote set hidden_by = $2, shown_bundle = $3 where id = $1';
  await sql.query({ name: 'vote.hide', text, values: [vote.id, by, shown === null ? null : JSON.stringify(shown)] });
  return (shown ?? bundle)?.hash ?? null;
}
