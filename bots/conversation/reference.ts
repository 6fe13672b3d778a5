import { say } from '../../core/text/text.ts';
import type { Block, Inline, Sentence } from '../../core/text/text.ts';
import type { AnyCommand } from './command.ts';
import { aboutCommand } from './help.ts';

/** The reference of all commands as Markdown, for the documentation. `words` renders a sentence. */
export function writeReference(commands: readonly AnyCommand[], words: (sentence: Sentence) => string): string {
  const parts = [`# ${words(say('conversation.reference-title'))}`, words(say('conversation.reference-purpose'))];
  for (const command of commands) parts.push(...aboutCommand(command).map((block) => markdownOf(block, words)));
  return `${parts.join('\n\n')}\n`;
}

/** Only what help is made of; our own words, so that nothing needs to be escaped but what is typed. */
function markdownOf(block: Block, words: (sentence: Sentence) => string): string {
  const line = (inlines: readonly Inline[]): string =>
    inlines.map((inline) => (inline.kind === 'sentence' ? escape(words(inline)) : '')).join(' ');
  switch (block.kind) {
    case 'heading':
      return `## ${line(block.inlines)}`;
    case 'paragraph':
      return line(block.inlines);
    case 'list':
      return block.items.map((item) => `- ${line(item)}`).join('\n');
    case 'preformatted':
      return `\`\`\`\n${block.text}\n\`\`\``;
    case 'bars':
      return '';
    default:
      return block satisfies never;
  }
}

const escape = (text: string): string => text.replaceAll(/[\\`*_<>[\]|]/gu, String.raw`\$&`);
