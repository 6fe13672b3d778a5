import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PersonId } from '../../../core/ids.ts';
import { nextStep } from '../../../core/moderation/next-step.ts';
import type { Juror } from '../../../core/ports/moderation.ts';

const rules = { agree: '1/2', replacements: 1, fallback: 'shown' } as const;

/** h: hide, k: keep, s: silent, w: waits. */
const answers: Record<string, Juror['answer']> = { h: 'hide', k: 'keep', s: 'silent', w: null };
const jury = (said: string): readonly Juror[] =>
  Array.from(said).map((sign, place) => ({
    person: PersonId.parse(`00000000-0000-4000-8000-${String(place).padStart(12, '0')}`),
    dueAt: new Date(1000 + place),
    answer: answers[sign] ?? null,
  }));

describe('a jury', () => {
  test.each([
    ['', 3, 9, { kind: 'fill', seats: 3 }],
    ['www', 3, 9, { kind: 'wait', until: new Date(1000) }],
    ['hww', 3, 9, { kind: 'wait', until: new Date(1001) }],
    ['hhw', 3, 9, { kind: 'verdict', verdict: 'hidden' }],
    ['kkw', 3, 9, { kind: 'verdict', verdict: 'shown' }],
    ['hk', 2, 9, { kind: 'verdict', verdict: 'shown' }],
    ['hsw', 3, 9, { kind: 'fill', seats: 1 }],
    ['hsw', 3, 0, { kind: 'wait', until: new Date(1002) }],
    ['hss', 3, 0, { kind: 'verdict', verdict: 'hidden' }],
    ['sss', 3, 1, { kind: 'fill', seats: 1 }],
    ['sssw', 3, 0, { kind: 'wait', until: new Date(1003) }],
    ['ssssss', 3, 9, { kind: 'verdict', verdict: 'shown' }],
    ['ksssss', 3, 9, { kind: 'verdict', verdict: 'shown' }],
    ['', 0, 0, { kind: 'verdict', verdict: 'shown' }],
  ])('that said "%s" on %i seats with %i others left', (said, seats, left, step) => {
    expect(nextStep({ jurors: jury(said), seats, left, rules })).toEqual(step);
  });

  test('on which nobody answers follows the charter', () => {
    expect(nextStep({ jurors: [], seats: 0, left: 0, rules: { ...rules, fallback: 'hidden' } })).toEqual({
      kind: 'verdict',
      verdict: 'hidden',
    });
  });

  test('always ends, whatever is answered', () => {
    const said = fc.array(fc.constantFrom('hide', 'keep', 'silent'), { minLength: 120, maxLength: 120 });
    fc.assert(
      fc.property(said, fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 60 }), (words, members, spare) => {
        const drawn: Juror[] = [];
        let left = members + spare;
        for (const word of words) {
          const step = nextStep({ jurors: drawn, seats: members, left, rules });
          if (step.kind === 'verdict') return true;
          if (step.kind === 'fill') {
            drawn.push(...jury('w'.repeat(step.seats)));
            left -= step.seats;
          }
          const place = drawn.findIndex(({ answer }) => answer === null);
          const waiting = drawn[place];
          if (waiting !== undefined) drawn[place] = { ...waiting, answer: word };
        }
        return false;
      }),
    );
  });
});
