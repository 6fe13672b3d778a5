import { z } from 'zod';
import type { VoteId } from '../../core/ids.ts';
import type { PublishedOutcome, PublishedOutcomes } from '../../core/ports/outcomes.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import type { Database } from './database.ts';

/** Outcomes across all networks, through the one function of the database that lets closed votes be seen. */
export function createPublishedOutcomes(database: Database): PublishedOutcomes {
  const ask = async (name: string, { text, vote }: { text: string; vote: VoteId }) => {
    const { rows } = await database.transact(({ sql }) => sql.query({ name, text, values: [vote] }), { repeat: true });
    return rows[0];
  };
  return {
    find: async (vote) => {
      const row = z.object({ summary: Summary.nullable() }).parse(await ask('outcomes.find', { text: find, vote }));
      return row.summary;
    },
    file: async (vote) => z.object({ file: z.string().nullable() }).parse(await ask('outcomes.file', { text: file, vote })).file,
  };
}

const find = `
  select outcome - 'ballots' || jsonb_build_object('ballots', jsonb_array_length(outcome -> 'ballots')) as summary
  from published_outcome($1) as outcome`;
const file = 'select published_outcome($1)::text as file';

const Summary = Bundle.omit({ ballots: true }).extend({ ballots: z.int().min(0) }) satisfies z.ZodType<PublishedOutcome>;
