import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { encodeMessage } from '../../../bots/matrix/encode.ts';
import { paragraph, say } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';
import { brokenMarkup } from '../../peers/matrix/rules.ts';

const speaker = { translator: createTranslator(), reader: { language: 'en', timeZone: 'UTC' }, call: (line: string) => `!coop ${line}` };
const encode = (message: Message) => encodeMessage(message, speaker);
const quote = (text: string): Message => ({ text: [paragraph({ kind: 'quote', text })] });

describe('a message on Matrix', () => {
  it('is a notice that mentions nobody, in HTML and in plain words', () => {
    expect(
      encode({
        text: [{ kind: 'heading', inlines: [{ kind: 'quote', text: 'A & B' }] }, paragraph({ kind: 'command', text: 'vote list' })],
      }),
    ).toEqual([
      {
        msgtype: 'm.notice',
        body: 'A & B\n!coop vote list',
        format: 'org.matrix.custom.html',
        formatted_body: '<h4>A &amp; B</h4><p><code>!coop vote list</code></p>',
        'm.mentions': {},
      },
    ]);
  });

  it('says beside an option what to say for it, and below the message what has no place there', () => {
    const [notice] = encode({
      text: [{ kind: 'list', ordered: true, items: [[{ kind: 'quote', text: 'Anchor' }], [{ kind: 'quote', text: 'Beacon' }]] }],
      actions: [
        { kind: 'button', label: { kind: 'quote', text: 'Anchor' }, say: 'vote cast 1 1' },
        { kind: 'button', label: { kind: 'quote', text: 'Beacon' }, say: 'vote cast 1 2' },
        { kind: 'button', label: say('conversation.cancel'), say: 'cancel' },
      ],
    });
    expect(notice?.body).toBe('1. Anchor · !coop vote cast 1 1\n2. Beacon · !coop vote cast 1 2\n• Cancel: say !coop cancel');
    expect(notice?.formatted_body).toBe(
      '<ol><li>Anchor · <code>!coop vote cast 1 1</code></li><li>Beacon · <code>!coop vote cast 1 2</code></li></ol><ul><li>Cancel: say <code>!coop cancel</code></li></ul>',
    );
  });

  it.each([
    ['@ada:example.org', '@\u200Bada:example.\u200Borg'],
    ['@room', '@\u200Broom'],
    ['#hall:example.org', '#\u200Bhall:example.\u200Borg'],
    ['https://evil.example', 'https:/\u200B/evil.\u200Bexample'],
    ['mailto:a@b', 'mailto\u200B:a@b'],
    ['a \u202Eb\0', 'a b'],
    ['1.5 or 3:00, all of it.', '1.5 or 3:00, all of it.'],
  ])('makes neither a link nor a mention of %j', (text, shown) => expect(encode(quote(text))[0]?.body).toBe(shown));

  it('shows any words as words, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.stringMatching(/^[<>&"'/a-z#;@ ]{0,80}$/)), (text) => {
        for (const { formatted_body: html = '' } of encode(quote(text))) {
          expect(brokenMarkup(html)).toEqual([]);
          expect(html.replace(/^<p>|<\/p>$|<br \/>/g, '')).not.toMatch(/[<>]/);
        }
      }),
    );
  });

  it('is split where it is longer than an event holds, between words, with whole markup in every part', () => {
    const words = Array.from({ length: 12_000 }, (_, place) => `word${place}`);
    const notices = encode({
      text: [
        paragraph({ kind: 'strong', inlines: [{ kind: 'quote', text: words.join(' ') }] }),
        { kind: 'preformatted', text: '&'.repeat(30_000) },
      ],
    });
    expect(notices.length).toBeGreaterThan(4);
    for (const notice of notices) {
      expect(Buffer.byteLength(JSON.stringify(notice))).toBeLessThan(42_000);
      expect(brokenMarkup(notice.formatted_body ?? '')).toEqual([]);
    }
    const shown = notices.flatMap(({ body }) => body.split(/\s+/)).filter((word) => word.startsWith('word'));
    expect(shown).toEqual(words);
  });

  it('is never empty', () => expect(encode(quote('\0'))[0]?.body).toBe('…'));
});
