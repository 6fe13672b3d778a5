import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { plainLines } from '../../../core/text/plain.ts';
import { paragraph, say } from '../../../core/text/text.ts';
import type { Block, Message, Sentence } from '../../../core/text/text.ts';

const translator = createTranslator();
const words = (sentence: Sentence): string => translator.words(sentence, { language: 'en', timeZone: 'UTC' });
const lines = (message: Message): readonly string[] => plainLines(message, words);
const title = say('conversation.help-title');

describe('plain text', () => {
  test.each<[string, Block, readonly string[]]>([
    ['a paragraph', paragraph(title, { kind: 'quote', text: 'Ada\nLovelace' }), ['What you can say Ada', 'Lovelace']],
    ['something to type', paragraph({ kind: 'code', text: 'vote list' }), ['`vote list`']],
    ['a link of ours', paragraph({ kind: 'link', url: 'https://a.example/x', label: title }), ['What you can say: https://a.example/x']],
    ['strong words', paragraph({ kind: 'strong', inlines: [title] }), ['What you can say']],
    ['a heading', { kind: 'heading', inlines: [title] }, ['What you can say', '================']],
    [
      'a list',
      { kind: 'list', ordered: true, items: [[title], [{ kind: 'quote', text: 'a\nb' }]] },
      ['1. What you can say', '2. a', '   b'],
    ],
    ['code', { kind: 'preformatted', text: 'a\n  b' }, ['    a', '      b']],
    [
      'bars',
      {
        kind: 'bars',
        rows: [
          { label: 'Blue', value: '3', share: 0.75 },
          { label: 'Ré👩‍👩‍👧', value: '1', share: 1 / 160 },
          { label: 'X', value: '0', share: Number.NaN },
          { label: 'Y', value: '9', share: 7 },
        ],
      },
      ['Blue  ███████████████       3', 'Ré👩‍👩‍👧   ▏                     1', 'X                           0', 'Y     ████████████████████  9'],
    ],
  ])('%s', (_, block, expected) => {
    expect(lines({ text: [block] })).toEqual(expected);
  });

  test('every action can be said', () => {
    const shown = lines({
      text: [paragraph(title)],
      actions: [
        { kind: 'button', label: { kind: 'quote', text: 'Blue' }, say: 'vote cast 3 1' },
        { kind: 'button', label: say('conversation.cancel'), say: 'cancel' },
        {
          kind: 'select',
          prompt: say('conversation.choose-network'),
          options: [{ label: { kind: 'quote', text: 'Bakers' }, say: 'Bakers' }],
        },
        { kind: 'form', command: 'vote open', answers: {} },
        { kind: 'several', prompt: title, say: 'vote cast 3 …', options: [{ label: title, word: '#1' }] },
      ],
    });
    expect(shown).toEqual([
      'What you can say',
      '',
      'Blue: say `vote cast 3 1`',
      'Cancel: say `cancel`',
      'Choose a network:',
      '  Bakers: say `Bakers`',
      'Answer here, or say it all in one line: help vote open shows how.',
    ]);
  });

  test('paragraphs follow each other, everything else stands apart', () => {
    expect(lines({ text: [paragraph(title), paragraph(title), { kind: 'preformatted', text: 'x' }, paragraph(title)] })).toEqual([
      'What you can say',
      'What you can say',
      '',
      '    x',
      '',
      'What you can say',
    ]);
  });
});
