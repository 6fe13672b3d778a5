import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostileStrings } from '../fixtures/hostile-strings.ts';
import { html, trusted } from '../../web/html.ts';

describe('html', () => {
  test('escapes every text, keeps markup, joins lists, leaves nothing out as nothing', () => {
    const name = `<b>"Ada" & 'Bob'</b>`;
    expect(html`<p title="${name}">${name}</p>`.markup).toBe(
      '<p title="&lt;b&gt;&quot;Ada&quot; &amp; &#39;Bob&#39;&lt;/b&gt;">&lt;b&gt;&quot;Ada&quot; &amp; &#39;Bob&#39;&lt;/b&gt;</p>',
    );
    expect(html`${['<', html`<i>${'>'}</i>`, 7, null, undefined, false, ['&']]}`.markup).toBe('&lt;<i>&gt;</i>7&amp;');
    expect(html`${trusted('<hr>')}`.markup).toBe('<hr>');
  });

  test('what looks like markup by its shape only is a text', () => {
    const forged = JSON.parse('{"markup":"<script>"}');
    expect(html`${[forged].map(String)}`.markup).not.toContain('<script>');
  });

  test('shows control characters as what cannot be shown, and lone surrogates too', () => {
    expect(html`${'a\u0000\u001b[2J\ud800b\n'}`.markup).toBe('a\ufffd\ufffd[2J\ufffdb\n');
  });

  test('no text opens a tag, ends an attribute or begins an entity of its own', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(...hostileStrings()),
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a') }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const { markup } = html`${any}`;
        expect(markup).not.toMatch(/[<>"']/);
        expect(markup.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });
});
