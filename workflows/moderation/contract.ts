import type { CaseRef } from '../../core/ports/moderation.ts';

/** The process that brings a jury to its verdict, whoever stays silent. Who is on it and what they said stands in PostgreSQL. */
export type JuryProcess = (jury: CaseRef) => Promise<void>;

/** The name under which it is registered. */
export const juryProcessType = 'juryProcess';

/** One process per jury, whoever starts it and however often. */
export function juryProcessId(jury: Pick<CaseRef, 'case'>): string {
  return `jury-${jury.case}`;
}
