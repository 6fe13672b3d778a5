import { malformed, quoted } from './fault.ts';
import { anyDecimal, readDecimal } from '../../exact/decimal.ts';
import { spotOf } from './separated.ts';
import type { SeparatedRecord } from './separated.ts';

export const voteTypes = ['approval', 'choose-1', 'ordinal', 'cumulative', 'scoring'] as const;
export type VoteType = (typeof voteTypes)[number];

export type PabulibMeta = {
  readonly title: string | null;
  readonly type: VoteType;
  /** An exact decimal that is not negative. */
  readonly budget: string;
  /** What a project gets in a scoring vote that does not name it. */
  readonly defaultScore: string;
  readonly projects: string | undefined;
  readonly votes: string | undefined;
};

/** "key;value" lines; what has no bearing on the count is passed over. */
export function readMeta(records: readonly SeparatedRecord[]): PabulibMeta {
  const [header, ...lines] = records;
  const first = header ?? { fields: [], line: 2, columns: [] };
  if (first.fields[0]?.trim() !== 'key') throw malformed(spotOf(first, 0), quoted(first.fields[0] ?? ''), 'the line key;value after META');
  const found = new Map<string, SeparatedRecord>();
  for (const record of lines) {
    const key = record.fields[0]?.trim() ?? '';
    if (found.has(key)) throw malformed(spotOf(record, 0), `${quoted(key)} for the second time`, 'each key once');
    found.set(key, record);
  }
  const valueOf = (key: string) => found.get(key)?.fields[1]?.trim();
  const spot = (key: string) => spotOf(found.get(key) ?? first, found.has(key) ? 1 : 0);
  const type = voteTypes.find((name) => name === valueOf('vote_type')?.toLowerCase());
  if (type === undefined)
    throw malformed(spot('vote_type'), `vote_type ${quoted(valueOf('vote_type') ?? '')}`, `vote_type ${voteTypes.join(', ')}`);
  const decimal = (key: string, text: string) => {
    const value = readDecimal(text);
    if (value === null) throw malformed(spot(key), `${key} ${quoted(text)}`, anyDecimal);
    return value;
  };
  const budget = decimal('budget', valueOf('budget') ?? '');
  if (budget.startsWith('-')) throw malformed(spot('budget'), `budget ${quoted(budget)}`, 'nothing negative');
  return {
    title: valueOf('description') ?? null,
    type,
    budget,
    defaultScore: decimal('default_score', valueOf('default_score') ?? '0'),
    projects: valueOf('num_projects'),
    votes: valueOf('num_votes'),
  };
}
