import { describe, expect, test } from 'vitest';
import { languageName } from '../../../bots/commands/people/language-name.ts';
import { foundBakers } from './bakers.ts';

describe('me set language', () => {
  test.each([
    ['English', 'English (en)', 'en'],
    ['deutsch', 'Deutsch (de)', 'de'],
    ['French', 'français (fr)', 'fr'],
    ['pt-br', 'português (Brasil) (pt-BR)', 'pt-BR'],
  ])('takes %s', async (words, shown, tag) => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says(`me set language ${words}`)).toBe(`Your language is ${shown} now. What is not translated yet comes in English.`);
    expect(memory.state.persons[0]?.settings.language).toBe(tag);
  });

  test('refuses what is none, and names the nearest', async () => {
    const { ada, memory } = await foundBakers();
    expect(await ada.says('me set language Germna')).toContain('Did you mean german');
    expect(await ada.says('me set language gibberish')).toBe('I know no language “gibberish”. Say for example German or de.');
    expect(memory.state.persons[0]?.settings.language).toBeNull();
  });

  test('asks which', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('me set language')).toContain('Which language do you read?\nFor example German or de.');
    expect(await ada.says('Spanish')).toContain('Your language is español (es) now.');
  });
});

test('a language that the system cannot name keeps its tag', () => {
  expect(languageName('qaa')).toBe('qaa');
});
