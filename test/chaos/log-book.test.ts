import { describe, expect, it } from 'vitest';
import { nameOf, noteDirect, readAnswer } from './log-book.ts';
import type { Attempt } from './log-book.ts';

const receipt = 'Receipt: 0AB1C-XYZ23';
const counted = (choice: string | null, isDirect = false) => ({ kind: 'receipt', receipt: '0AB1C-XYZ23', vote: 3, choice, isDirect });

describe('readAnswer', () => {
  it.each([
    [`Counted in vote #3: c17.\n${receipt}\nYou can change it.`, counted('c17')],
    [`Counted in vote #3: c2. It replaces your earlier ballot: c1.\n${receipt}`, counted('c2')],
    [`Your ballot in vote #3 said this already: c2. It counts once.\n${receipt}`, counted('c2')],
    [`Your ballot in vote #3 is withdrawn. It was: c2.\n${receipt}`, counted(null)],
    ['Vote #3 ended on 2026-11-25.', { kind: 'refused', words: 'Vote #3 ended on 2026-11-25.' }],
  ])('reads %j', (text, heard) => {
    expect(readAnswer(text)).toEqual(heard);
  });

  it('takes no acknowledgement for another answer', () => {
    expect(() => readAnswer(`Something new.\n${receipt}`)).toThrow('nobody knows for what');
  });
});

describe('noteDirect', () => {
  const book = (...choices: (number | null)[]): Attempt[] =>
    choices.map((choice, place) => ({ event: String(place), person: 'ada', vote: 3, choice, heard: { kind: 'silence' } }));
  const noted = (attempts: Attempt[], text: string) => {
    noteDirect({ attempts }, [{ person: 'ada', text: `I was too slow.\n${text}\n${receipt}` }]);
    return attempts.filter(({ heard }) => heard.kind === 'receipt').map(({ event, choice }) => `${event} ${nameOf(choice)}`);
  };

  it('notes what was counted', () => {
    expect(noted(book(0, 1, 2), 'Counted in vote #3: c2. It replaces your earlier ballot: c1.')).toEqual(['1 c2']);
  });

  it('knows a withdrawal by what it took back', () => {
    expect(noted(book(0, null, 2, null), 'Your ballot in vote #3 is withdrawn. It was: c3.')).toEqual(['3 null']);
  });

  it('notes nothing where two tries may have been it', () => {
    expect(noted(book(0, null, 2, null), 'Your ballot in vote #3 is withdrawn. It was: c1.')).toEqual([]);
  });

  it('notes nothing for somebody else, another vote, or a refusal', () => {
    const attempts = book(0);
    noteDirect({ attempts }, [
      { person: 'bob', text: `Counted in vote #3: c1.\n${receipt}` },
      { person: 'ada', text: `Counted in vote #4: c1.\n${receipt}` },
      { person: 'ada', text: 'No.' },
    ]);
    expect(attempts[0]?.heard).toEqual({ kind: 'silence' });
  });
});
