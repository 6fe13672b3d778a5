import type { Charter } from '../charter/charter.ts';
import type { Juror, Verdict } from '../ports/moderation.ts';
import { exceeds } from '../voting/share.ts';

export type Sitting = {
  readonly jurors: readonly Juror[];
  readonly seats: number;
  /** How many members could still be drawn. */
  readonly left: number;
  readonly rules: Pick<Charter['moderation'], 'agree' | 'replacements' | 'fallback'>;
};

export type Step =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** So many seats are to be filled. */
  | { readonly kind: 'fill'; readonly seats: number }
  | { readonly kind: 'wait'; readonly until: Date };

/**
 * What a jury needs next. It decides as soon as nothing that is still said could change it. Seats of the silent are filled as
 * often as the charter says and as long as there are members; then those decide who answered, and the charter where nobody
 * did: it always ends.
 */
export function nextStep({ jurors, seats, left, rules }: Sitting): Step {
  const count = (answer: Juror['answer']): number => jurors.filter((juror) => juror.answer === answer).length;
  const [hide, keep] = [count('hide'), count('keep')];
  const waiting = jurors.filter(({ answer }) => answer === null).map(({ dueAt }) => dueAt.getTime());
  if (exceeds(hide, { of: seats, share: rules.agree })) return { kind: 'verdict', verdict: 'hidden' };
  if (seats > 0 && !exceeds(seats - keep, { of: seats, share: rules.agree })) return { kind: 'verdict', verdict: 'shown' };
  const empty = seats - hide - keep - waiting.length;
  const replaced = jurors.length - seats;
  const fill = Math.min(empty, left, seats * rules.replacements - replaced);
  if (fill > 0) return { kind: 'fill', seats: fill };
  if (waiting.length > 0) return { kind: 'wait', until: new Date(Math.min(...waiting)) };
  if (hide + keep === 0) return { kind: 'verdict', verdict: rules.fallback };
  return { kind: 'verdict', verdict: exceeds(hide, { of: hide + keep, share: rules.agree }) ? 'hidden' : 'shown' };
}
