import { z } from 'zod';
import type { Bundle } from '../../core/voting/bundle.ts';

/** A change that somebody might hope nobody notices, and where `coop verify` must point. */
export type Tampering = { readonly name: string; readonly at: readonly string[]; readonly apply: (bundle: Bundle) => Bundle };

const Tallied = z.looseObject({ winners: z.array(z.string()), ranking: z.array(z.array(z.string())) });

/** Each leaves a document that looks like any other. */
export const tamperings: readonly Tampering[] = [
  {
    name: 'a ballot says something else',
    at: ['hash', 'tally'],
    apply: (bundle) => ({ ...bundle, ballots: bundle.ballots.with(0, { tag: bundle.ballots[0]!.tag, choice: otherChoice(bundle) }) }),
  },
  {
    name: 'another option has won',
    at: ['hash', 'tally.winners[0]'],
    apply: (bundle) => {
      const tally = Tallied.parse(bundle.tally);
      const loser = tally.ranking.flat().find((option) => option !== tally.winners[0]) ?? 'Nobody';
      return { ...bundle, tally: z.json().parse({ ...tally, winners: [loser] }) };
    },
  },
  { name: 'a ballot is gone', at: ['hash', 'tally.ballots'], apply: (bundle) => ({ ...bundle, ballots: bundle.ballots.slice(1) }) },
  {
    name: 'a ballot was counted that nobody cast',
    at: ['hash', 'tally.ballots'],
    apply: (bundle) => ({ ...bundle, ballots: [...bundle.ballots, { tag: 'ZZZZZ-ZZZZZ', choice: otherChoice(bundle) }] }),
  },
  {
    name: 'the question is another',
    at: ['hash'],
    apply: (bundle) => ({ ...bundle, vote: { ...bundle.vote, question: 'Whether at all?' } }),
  },
  {
    name: 'the signature is another',
    at: ['signature.value'],
    apply: (bundle) => {
      const value = bundle.signature.value.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
      return { ...bundle, signature: { ...bundle.signature, value } };
    },
  },
];

/** Where it should have pointed and did not. */
export function notNamed({ at }: Tampering, differences: readonly { readonly at: string }[]): readonly string[] {
  return at.filter((place) => !differences.some((difference) => difference.at.startsWith(place)));
}

/** A ballot that the first one is not. */
function otherChoice({ ballots, vote }: Bundle): Bundle['ballots'][number]['choice'] {
  const [first] = ballots;
  if (vote.method === 'approval') return Array.isArray(first?.choice) && first.choice.length === 1 && first.choice[0] === 0 ? [1] : [0];
  return first?.choice === 0 ? 1 : 0;
}
