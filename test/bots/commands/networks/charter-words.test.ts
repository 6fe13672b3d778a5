import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../../adapters/icu/translator.ts';
import { charterWords } from '../../../../bots/commands/networks/charter-words.ts';
import { Charter } from '../../../../core/charter/charter.ts';

const translator = createTranslator();
const hour = 3_600_000;

/** The sentences in which a charter differs from the default. */
function wordsOf(rules: unknown): readonly string[] {
  const [words, usual] = [rules, {}].map((charter) =>
    charterWords(Charter.parse(charter)).map((sentence) => translator.words(sentence, { language: 'en', timeZone: 'UTC' })),
  );
  return (words ?? []).filter((sentence) => usual?.includes(sentence) === false);
}

describe('a charter in words', () => {
  test.each([
    [{ admission: { by: 'vouched', vouches: 1 } }, 'Whoever wants to join needs the word of 1 member.'],
    [{ admission: { by: 'vouched', vouches: 3 } }, 'Whoever wants to join needs the word of 3 members, or of all where there are fewer.'],
    [{ admission: { by: 'voted' } }, 'The members vote on whoever wants to join.'],
    [{ votes: { open: 'nobody' } }, 'Nobody opens votes by hand.'],
    [{ votes: { steer: 'members' } }, 'Every member may close a vote early, extend or cancel it.'],
    [{ votes: { steer: 'nobody' } }, 'Nobody may close a vote early, extend or cancel it.'],
    [
      { votes: { duration: 25.5 * hour, method: 'approval' } },
      'Unless its opener says otherwise, a vote is open for 1 day 1 hour and counted by the method “approval”.',
    ],
    [{ votes: { reminders: 0 } }, 'Who may vote and has not is never reminded.'],
    [{ votes: { reminders: 3 } }, 'Who may vote and has not is reminded at most 3 times before it closes.'],
    [{ tiers: { votes: 2 } }, 'Whoever votes must be known: tier 2 at least.'],
    [{ tiers: { opening: 1 } }, 'Whoever opens a vote must be known: tier 1 at least.'],
    [{ votes: { runoff: 'undecided' } }, 'Where no option of a question wins, the best two are voted on again.'],
    [{ change: { threshold: '2/3' } }, 'The charter is changed only by more than 2/3 of the ballots in a vote.'],
    [{ admission: { exclusion: '3/4' } }, 'A member is excluded only by more than 3/4 of the ballots in a vote.'],
    [{ quorum: '2/3' }, 'A vote stands if at least 2/3 of those vote who can and were active in the 30 days before.'],
    [{ threshold: '1/2' }, 'To win, an option needs more than 1/2 of the ballots.'],
    [{ spaces: 'nobody' }, 'Nobody binds or unbinds places.'],
  ])('%j', (rules, words) => {
    expect(wordsOf(rules)).toEqual([words]);
  });

  test('a share of nothing asks for nothing', () => {
    expect(wordsOf({ quorum: '0/7', threshold: '0/5' })).toEqual([]);
  });
});
