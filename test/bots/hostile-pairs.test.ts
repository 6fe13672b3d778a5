import { describe, expect, it } from 'vitest';
import type { Inline, Message } from '../../core/text/text.ts';
import { paragraph, say } from '../../core/text/text.ts';
import { hostileCorpus } from '../fixtures/hostile-strings.ts';
import { saidOn } from './said-on.ts';
import { aliveOn } from './shown-on.ts';

const quote = (text: string): Inline => ({ kind: 'quote', text });
/** Where words of people stand: a question, an option, a heading, on a button. */
const everywhere = (text: string): Message => ({
  text: [
    { kind: 'heading', inlines: [quote(text)] },
    paragraph(quote(text), { kind: 'strong', inlines: [quote(text)] }),
    { kind: 'list', ordered: true, items: [[quote(text)], [quote(text)]] },
  ],
  actions: [{ kind: 'button', label: { kind: 'quote', text }, say: 'vote list' }],
});

const corpus = hostileCorpus();
const platforms = Object.keys(aliveOn);
/** Most platforms let most words through as they are: what was looked at once need not be again. */
const looked = new Map<string, readonly string[]>();
function alive(target: string, words: string): readonly string[] {
  const key = `${target} ${words}`;
  const found = looked.get(key) ?? aliveOn[target]?.(everywhere(words)) ?? ['nobody looks there'];
  looked.set(key, found);
  return found;
}
const pairs = Object.keys(saidOn).flatMap((source) => platforms.map((target) => [source, target] as const));

describe(`${corpus.length} hostile texts`, () => {
  it('are over 500, for 16 pairs of platforms', () => {
    expect(corpus.length).toBeGreaterThan(500);
    expect(pairs).toHaveLength(16);
  });

  it.each(pairs)('said on %s, shown on %s: none pings, links, closes or breaks anything', async (source, target) => {
    let heard = 0;
    for (const text of corpus) {
      const words = await saidOn[source]?.(text);
      if (words === null || words === undefined) continue;
      heard += 1;
      expect([text.slice(0, 200), alive(target, words)]).toEqual([text.slice(0, 200), []]);
    }
    expect(heard).toBeGreaterThan(500);
  });

  it.each(platforms)('are found alive where %s is given them as they are', (target) => {
    // A checker that finds nothing in anything would pass everything.
    const raw: Message = { text: [paragraph({ kind: 'link', label: say('pages.commands'), url: 'https://evil.example' })] };
    expect(aliveOn[target]?.(raw)).not.toEqual([]);
  });
});
