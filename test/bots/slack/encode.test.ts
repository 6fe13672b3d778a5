import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { decodeClick } from '../../../bots/slack/actions.ts';
import { encodeMessage } from '../../../bots/slack/encode.ts';
import { encodeForm } from '../../../bots/slack/form.ts';
import { paragraph, say } from '../../../core/text/text.ts';
import type { Action, Message } from '../../../core/text/text.ts';
import { commands } from '../../../features/index.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import { documentedRules } from '../../peers/slack/rules.ts';

const speaker = { translator: createTranslator(), reader: { language: 'en', timeZone: 'UTC' } };
const quoted = (text: string): Message => ({ text: [paragraph({ kind: 'quote', text })] });
const broken = (message: Message): string[] => documentedRules('chat.postMessage', { ...encodeMessage(message, speaker) });

describe('a message for Slack', () => {
  it('shows every hostile text as it is: text in rich text, escaped for notifications, harmless on a button', () => {
    for (const text of hostileStrings()) {
      const button: Action = { kind: 'button', label: { kind: 'quote', text }, say: 'help' };
      const message = { ...quoted(text), actions: [button] };
      expect(broken(message)).toEqual([]);
      const { blocks, text: shown } = encodeMessage(message, speaker);
      expect(shown).not.toMatch(/<[@!#]/);
      const types = [...JSON.stringify(blocks).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
      expect(new Set(types)).toEqual(
        new Set(['rich_text', 'rich_text_section', 'text', 'actions', 'button', 'plain_text'].filter((type) => types.includes(type))),
      );
    }
  });

  it.each([
    [3, 0],
    [30, 0],
    [300, 3],
  ])('offers %i options in one list', (count, groups) => {
    const options = Array.from({ length: count }, (_, place) => ({
      label: { kind: 'quote', text: `entry ${place}` } as const,
      say: `pick ${place}`,
    }));
    const message = { ...quoted('Which?'), actions: [{ kind: 'select', prompt: say('voting.choose'), options }] } satisfies Message;
    expect(broken(message)).toEqual([]);
    const json = JSON.stringify(encodeMessage(message, speaker).blocks);
    expect(json).toContain(`"value":"pick ${count - 1}"`);
    expect([...json.matchAll(/"label":/g)]).toHaveLength(groups);
  });

  it('keeps a long text within the limits, cuts between words and says that it goes on', () => {
    const words = Array.from({ length: 4_000 }, (_, place) => `w${place}`);
    const message = quoted(words.join(' '));
    expect(broken(message)).toEqual([]);
    const seen = [...JSON.stringify(encodeMessage(message, speaker).blocks).matchAll(/w\d+/g)].map(([word]) => word);
    expect(seen).toEqual(words.slice(0, seen.length));
    expect(JSON.stringify(encodeMessage(message, speaker).blocks)).toContain('…');
    expect(broken(quoted('x'.repeat(20_000)))).toEqual([]);
    expect(broken(quoted('👩‍🚀'.repeat(3_000)))).toEqual([]);
  });

  it('writes moments so that everybody reads them in their own zone, and commands as they are typed here', () => {
    const message: Message = {
      text: [
        { kind: 'paragraph', inlines: [{ kind: 'command', text: 'vote list' }] },
        { kind: 'preformatted', text: 'vote open' },
      ],
    };
    const json = JSON.stringify(encodeMessage(message, speaker).blocks);
    expect(json).toContain('/coop vote list');
    expect(json).toContain('/coop vote open');
  });

  it('makes a form of every command that follows the rules of Slack', () => {
    const context = { channel: 'C1', private: 'no', thread: '', responseUrl: 'https://hooks/1' } as const;
    for (const command of commands.filter(({ fields }) => Object.keys(fields).length > 0)) {
      const view = encodeForm({ command, answers: { question: 'Which?' }, context }, speaker);
      expect(documentedRules('views.open', { view })).toEqual([]);
    }
  });

  it('reads its own buttons back, and nothing else', () => {
    const actions: Action[] = [
      { kind: 'form', command: 'vote open', answers: { question: 'Which?', options: 'x'.repeat(3_000) }, opens: 'on-click' },
      {
        kind: 'several',
        prompt: say('voting.choose-several'),
        say: 'vote cast 1 …',
        options: [{ label: { kind: 'quote', text: 'A' }, word: '#1' }],
      },
    ];
    const json = JSON.stringify(encodeMessage({ ...quoted('Which?'), actions }, speaker).blocks);
    const value = JSON.stringify({ command: 'vote open', answers: { question: 'Which?' } });
    expect(json).toContain(JSON.stringify(value));
    expect(decodeClick({ action_id: 'form-0', value }, {})).toEqual({
      kind: 'form',
      command: 'vote open',
      answers: { question: 'Which?' },
    });
    const ticked = { 'several-1': { 'tick-1': { type: 'multi_static_select', selected_options: [{ value: '#1' }, { value: '#2' }] } } };
    expect(decodeClick({ action_id: 'several-1', value: 'vote cast 1 …' }, ticked)).toEqual({ kind: 'say', text: 'vote cast 1 #1,#2' });
    expect(decodeClick({ action_id: 'several-1', value: 'vote cast 1 …' }, {})).toEqual({ kind: 'nothing-chosen' });
    expect(decodeClick({ action_id: 'form-0', value: '{' }, {})).toBeNull();
    expect(decodeClick({ action_id: 'other', value: 'x' }, {})).toBeNull();
  });
});
