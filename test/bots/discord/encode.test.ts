import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../../bots/discord/encode.ts';
import { decodeClick } from '../../../bots/discord/actions.ts';
import { createCommandWords } from '../../../bots/discord/command-words.ts';
import { createForms } from '../../../bots/discord/forms.ts';
import { paragraph, say } from '../../../core/text/text.ts';
import type { Action, Message } from '../../../core/text/text.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import { shown } from '../../world/shown.ts';
import { liveMarkup } from './live-markup.ts';
import { commands, english, plainTranslator } from './scripted-world.ts';

const commandWords = createCommandWords(commands);
const encode = (message: Message) =>
  encodeMessage(message, { translator: plainTranslator, reader: english, forms: createForms(() => 'id'), commandWords });
const quoted = (text: string) => encode({ text: [paragraph({ kind: 'quote', text })] });
const button = (say: string, text = say): Action => ({ kind: 'button', label: { kind: 'quote', text }, say });

describe('what a person wrote, on Discord', () => {
  it.each(hostileStrings())('shows %j as words, and nothing in it is alive', (text) => {
    const everywhere: Message = {
      text: [
        paragraph({ kind: 'quote', text }, { kind: 'strong', inlines: [{ kind: 'quote', text }] }),
        { kind: 'heading', inlines: [{ kind: 'quote', text }] },
        { kind: 'list', ordered: false, items: [[{ kind: 'quote', text }], [say('discord.yes', { text })]] },
      ],
    };
    expect(liveMarkup(quoted(text).content)).toEqual([]);
    const { content, embeds, allowed_mentions } = encode(everywhere);
    expect([content, ...embeds.map(({ description }) => description)].flatMap(pings)).toEqual([]);
    expect(allowed_mentions).toEqual({ parse: [], replied_user: false });
  });

  it('is shown exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const { content } = quoted(text);
        expect(liveMarkup(content)).toEqual([]);
        if (text.trim() !== '' && !/[\p{C}\s\u200B]/u.test(text)) expect(shown(content)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot end a code block or its own code', () => {
    const text = 'a```@everyone\n<@1> `b`';
    const { content } = encode({
      text: [
        { kind: 'preformatted', text },
        paragraph({ kind: 'code', text }),
        { kind: 'bars', rows: [{ label: text, value: '1', share: 1 }] },
      ],
    });
    expect(content.match(/```/g)).toHaveLength(4);
    expect(pings(content)).toEqual([]);
  });

  it('loses what no one can see: NUL, bidi controls, halves of characters', () => {
    expect(quoted('a\u0000b\u202Ec\uD800d\u2066e').content).toBe('abc\uFFFDde');
  });
});

describe('a message on Discord', () => {
  it('shows a moment in the zone of each reader', () => {
    const at = new Date('2026-12-01T18:00:00Z');
    expect(encode({ text: [paragraph(say('discord.yes', { at: { moment: at.toISOString() } }))] }).content).toContain('<t:1796148000:f>');
  });

  it('goes on in embeds between words, loses nothing up to 7,900 characters, and is one request', () => {
    const words = Array.from({ length: 880 }, (_, index) => `w*rd${index}`);
    const { content, embeds } = quoted(words.join(' '));
    const chunks = [content, ...embeds.map(({ description }) => description)];
    expect(chunks.every((chunk) => chunk.length <= 2_000)).toBe(true);
    expect(chunks.map(shown).join(' ').split(/\s+/)).toEqual(words);
    expect(chunks.every((chunk) => liveMarkup(chunk).length === 0)).toBe(true);
  });

  it('says where it was cut', () => {
    const { content, embeds } = quoted('word '.repeat(5_000));
    expect(content.length + embeds.reduce((sum, { description }) => sum + description.length, 0)).toBeLessThanOrEqual(8_000);
    expect(embeds.map(({ footer }) => footer?.text)).toEqual([undefined, undefined, '…']);
  });

  it('closes and opens bold and code again where it goes on', () => {
    const strong = encode({ text: [paragraph({ kind: 'strong', inlines: [{ kind: 'quote', text: 'bold '.repeat(600) }] })] });
    const code = encode({ text: [{ kind: 'preformatted', text: 'line\n'.repeat(600) }] });
    for (const { content, embeds } of [strong, code]) {
      for (const text of [content, ...embeds.map(({ description }) => description)]) {
        expect((text.match(/\*\*/g) ?? []).length % 2).toBe(0);
        expect((text.match(/```/g) ?? []).length % 2).toBe(0);
      }
    }
  });

  it('is never so slow that it can be used against us', () => {
    const started = performance.now();
    quoted('@everyone '.repeat(100_000));
    quoted('*'.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('puts buttons into rows of five, each once', () => {
    const { components } = encode({
      text: [],
      actions: [...Array.from({ length: 7 }, (_, index) => button(`say ${index}`)), button('say 0', 'again')],
    });
    expect(components.map((row) => row.components.length)).toEqual([5, 2]);
  });

  it('parts a long choice into selects of 25 that say which part they are', () => {
    const options = Array.from({ length: 60 }, (_, index) => ({
      label: { kind: 'quote' as const, text: `option ${index}` },
      say: `vote cast 3 ${index}`,
    }));
    const { components } = encode({ text: [], actions: [{ kind: 'select', prompt: say('discord.yes'), options }] });
    expect(components).toMatchObject([
      { components: [{ placeholder: 'discord.yes (1–25)' }] },
      { components: [{ placeholder: 'discord.yes (26–50)' }] },
      { components: [{ placeholder: 'discord.yes (51–60)' }] },
    ]);
  });

  it('lets several options be ticked in one list, or in none where they are too many for one', () => {
    const several = (count: number): Action => ({
      kind: 'several',
      prompt: say('discord.yes'),
      say: 'vote cast 3 … --network "Night … Bakers"',
      options: Array.from({ length: count }, (_, place) => ({
        label: { kind: 'quote' as const, text: `option ${place}` },
        word: `#${place + 1}`,
      })),
    });
    const [row] = encode({ text: [], actions: [several(25)] }).components;
    expect(row).toMatchObject({ components: [{ placeholder: 'discord.yes', min_values: 1, max_values: 25 }] });
    expect(encode({ text: [], actions: [several(26)] }).components).toEqual([]);
    const id = row?.components.map((component) => ('custom_id' in component ? component.custom_id : ''))[0] ?? '';
    expect(decodeClick({ id, values: ['#1', '#3'] })).toBe('vote cast 3 #1,#3 --network "Night … Bakers"');
    expect(decodeClick({ id, values: [] })).toBeNull();
  });

  it('keeps to five rows and to 80 characters on a button', () => {
    const { components } = encode({ text: [], actions: Array.from({ length: 40 }, (_, index) => button(`s${index}`, '🙂'.repeat(90))) });
    expect(components).toHaveLength(5);
    const labels = components.flatMap((row) => row.components.map((component) => ('label' in component ? component.label : '')));
    expect(labels.every((label) => label.length <= 80 && label.isWellFormed())).toBe(true);
  });
});

/** What Discord's server would take for a mention, wherever it stands. */
const pings = (raw: string): string[] => raw.match(/@(everyone|here)|<@[!&]?\d+>|<#\d+>/g) ?? [];
