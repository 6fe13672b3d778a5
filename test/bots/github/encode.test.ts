import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { createCallWords } from '../../../bots/github/call-words.ts';
import { encodeMessage } from '../../../bots/github/encode.ts';
import { plain } from '../../../bots/github/escape.ts';
import { isMarked } from '../../../bots/github/marks.ts';
import { discreetly, paragraph, say } from '../../../core/text/text.ts';
import type { Block, Inline, Message } from '../../../core/text/text.ts';
import { commands } from '../../../features/index.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import { commandsIn, formulasIn, liveReferences, rendered, wordsOf } from './rendered.ts';

const callWords = createCallWords(commands);
const speaker = { translator: createTranslator(), reader: { language: 'en', timeZone: 'UTC' }, call: callWords.write };
const encode = (message: Message): string => encodeMessage(message, speaker);
const quote = (text: string): Inline => ({ kind: 'quote', text });
const everywhere = (text: string): Message => ({
  text: [
    paragraph(quote(text)),
    { kind: 'heading', inlines: [quote(text)] },
    { kind: 'list', ordered: false, items: [[quote(text)], [{ kind: 'strong', inlines: [quote(text)] }]] },
    { kind: 'list', ordered: true, items: [[quote(text)]] },
    paragraph(say('outcome.title', { number: 3 }), { kind: 'code', text }, { kind: 'command', text: `vote cast 1 ${text}` }),
    { kind: 'bars', rows: [{ label: text, value: '1', share: 0.5 }] },
  ],
  actions: [{ kind: 'button', label: { kind: 'quote', text }, say: 'vote list' }],
});
/** Without what shows nothing, and one kind of white space. */
const seen = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]|\p{DI}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

const tags = new Set(['p', 'h3', 'ul', 'ol', 'li', 'b', 'code', 'pre', 'br']);
const strangeTags = (html: string): string[] =>
  [...html.matchAll(/<\/?([a-z][\w-]*)[^>]*>/gi)].filter(([, name = '']) => !tags.has(name)).map(([tag]) => tag);

describe('a message on GitHub', () => {
  it('is Markdown that reads well as it is', () => {
    const message: Message = {
      text: [
        { kind: 'heading', inlines: [say('voting.announced', { number: 3 })] },
        paragraph({ kind: 'strong', inlines: [quote('Which name?')] }),
        { kind: 'list', ordered: true, items: [[quote('Anchor')], [quote('Beacon & Co')]] },
      ],
      actions: [
        { kind: 'button', label: { kind: 'quote', text: 'Anchor' }, say: 'vote cast 3 1' },
        { kind: 'button', label: { kind: 'quote', text: 'Beacon & Co' }, say: 'vote cast 3 2' },
        { kind: 'button', label: say('conversation.cancel'), say: 'cancel' },
      ],
    };
    expect(encode(message)).toBe(
      [
        '### Vote #\u200B3',
        '',
        '<b>Which name?</b>',
        '',
        '1. Anchor · `/vote cast 3 1`',
        '2. Beacon &amp; Co · `/vote cast 3 2`',
        '',
        'Answer in a comment, on a line that begins with `/coop`.',
        '',
        '- Cancel: say `/coop cancel`',
      ].join('\n'),
    );
  });

  it('lets none of 500 hostile texts ping, refer, link, close, format, command or break out of its place', () => {
    const texts = hostileStrings();
    expect(texts.length).toBeGreaterThan(500);
    for (const text of texts) {
      const markdown = encode(everywhere(text));
      const html = rendered(markdown);
      expect([text, liveReferences(html)]).toEqual([text, []]);
      expect([text, strangeTags(html)]).toEqual([text, []]);
      expect([text, commandsIn(markdown), formulasIn(markdown)]).toEqual([text, [], []]);
      expect(isMarked(markdown)).toBe(false);
      // Three of ours, and one for what is said where no item has the same words.
      expect([3, 4]).toContain([...html.matchAll(/<li>/g)].length);
    }
  });

  it('shows any words as they are, whatever they are', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.stringMatching(/^[-+*_#>`~|[\](){}<>&;:!=\\/.\d a-f@$\n]{0,60}$/),
      fc.constantFrom(...hostileStrings()),
    );
    fc.assert(
      fc.property(words, (text) => {
        const html = rendered(encode({ text: [paragraph(quote(text))] }));
        expect(liveReferences(html)).toEqual([]);
        expect(strangeTags(html)).toEqual([]);
        if (seen(text) !== '') expect(seen(wordsOf(html))).toBe(seen(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['`', '``', '` `', 'a ` b', ' a', '<!-- coop:post AAAAAAAAAAAAAAAAAAAAAA -->'])('shows %j as code', (text) => {
    const markdown = encode({ text: [paragraph({ kind: 'code', text })] });
    expect(seen(wordsOf(rendered(markdown)))).toBe(seen(text));
    expect(rendered(markdown)).toMatch(/<code>[^]*<\/code>/);
    expect(isMarked(markdown)).toBe(false);
  });

  it('says only what everybody may read', () => {
    const markdown = encode({ text: [discreetly([quote('Your ballot: Anchor')], [quote('You voted')])] });
    expect(markdown).toBe('You voted');
  });

  it('makes a title that is one line and refers to nothing', () => {
    for (const text of hostileStrings()) {
      expect(liveReferences(plain(text).replaceAll('<', '&lt;'))).toEqual([]);
      expect(plain(text)).not.toMatch(/[\n`]/);
    }
  });

  it('cuts what is longer than GitHub takes between words, and says so', () => {
    const words = Array.from({ length: 20_000 }, (_, place) => `w${place}_`);
    const blocks: readonly Block[] = [paragraph(quote('first')), paragraph({ kind: 'strong', inlines: [quote(words.join(' '))] })];
    const markdown = encode({ text: blocks });
    expect(markdown.length).toBeLessThan(65_000);
    const shown = wordsOf(rendered(markdown)).match(/w\d+_/g) ?? [];
    expect(shown.length).toBeGreaterThan(1_000);
    expect(shown).toEqual(words.slice(0, shown.length));
    expect(markdown).toMatch(/<\/b>\n\n…$/);
    expect(encode({ text: [paragraph(quote('@'.repeat(100_000)))] }).length).toBeLessThan(65_000);
    expect(encode({ text: [paragraph(quote('👩‍🚀'.repeat(30_000)))] }).isWellFormed()).toBe(true);
  });

  it('writes commands as they are said here', () => {
    expect([callWords.write('vote list'), callWords.write('join'), callWords.write('help vote')]).toEqual([
      '/vote list',
      '/coop join',
      '/coop help vote',
    ]);
  });
});
