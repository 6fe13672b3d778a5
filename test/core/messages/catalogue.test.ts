import { describe, expect, test } from 'vitest';
import { parse } from '../../../adapters/icu/compile.ts';
import type { Ast } from '../../../adapters/icu/compile.ts';
import { en } from '../../../core/messages/en/index.ts';
import { readSources } from './said-in-sources.ts';

const catalogue = Object.entries(en);
const { mentions, quotes } = readSources(new Set(Object.keys(en)));

describe('the English catalogue', () => {
  test('parses, and no brace or number sign got lost behind an apostrophe', () => {
    for (const [id, message] of catalogue) {
      for (const literal of literalsOf(parse(message))) expect([id, literal]).toEqual([id, expect.not.stringMatching(/[{}]/u)]);
    }
  });

  test('has no sentence that nobody says', () => {
    const said = new Set(mentions.map((mention) => mention.id));
    expect(catalogue.map(([id]) => id).filter((id) => !said.has(id))).toEqual([]);
  });

  test('gets every value that a sentence needs, and no other', () => {
    const wrong = mentions.flatMap(({ at, id, values }) => {
      const needed = placeholdersOf(parse(en[id as keyof typeof en])).toSorted();
      const given = values?.toSorted() ?? needed;
      return given.join() === needed.join() ? [] : [{ at, id, needed, given }];
    });
    expect(wrong).toEqual([]);
  });

  test('has all words that people read: none stand in a source', () => {
    expect(quotes).toEqual([]);
    const grammar = /^(?:-|#|help\b|join\b|leave\b|vouch\b|vote\b|charter\b|network\b|space\b|me\b|link\b|coop\b|[\d:.-]+$)/u;
    const written = mentions.flatMap(({ at, literals }) => literals.map((text) => ({ at, text })));
    expect(written.filter(({ text }) => /\p{L}/u.test(text) && !grammar.test(text))).toEqual([]);
  });
});

function literalsOf(ast: Ast): readonly string[] {
  return ast.flatMap((element) => {
    if ('options' in element) return Object.values(element.options).flatMap((option) => literalsOf(option.value));
    return element.type === 0 ? [element.value] : [];
  });
}

function placeholdersOf(ast: Ast): readonly string[] {
  const names = ast.flatMap((element) => {
    if ('options' in element) return [element.value, ...Object.values(element.options).flatMap((option) => placeholdersOf(option.value))];
    return element.type === 0 || !('value' in element) ? [] : [element.value];
  });
  return [...new Set(names)];
}
