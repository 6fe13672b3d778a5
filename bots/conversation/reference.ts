import { say } from '../../core/text/text.ts';
import type { Block, Inline, Sentence } from '../../core/text/text.ts';
import type { AnyCommand } from './command.ts';
import { aboutCommand } from './help.ts';

type Words = (sentence: Sentence) => string;

/**
 * The reference of all commands as Markdown, one page each and an index that links them: file name without its ending -> text.
 * The index is "README". `words` renders a sentence.
 */
export function writeReference(commands: readonly AnyCommand[], words: Words): ReadonlyMap<string, string> {
  const pages = commands.map(
    (command) => [pageOf(command), joined(aboutCommand(command).map((block) => markdownOf(block, words)))] as const,
  );
  return new Map([['README', index(commands, words)], ...pages]);
}

function index(commands: readonly AnyCommand[], words: Words): string {
  const entries = commands.map((command) => `- [${command.name}](${pageOf(command)}.md): ${escape(words(say(command.summary)))}`);
  return joined([`# ${words(say('conversation.reference-title'))}`, words(say('conversation.reference-purpose')), entries.join('\n')]);
}

function pageOf({ name }: AnyCommand): string {
  return name.replaceAll(' ', '-');
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

/** Only what help is made of; our own words, so that nothing needs to be escaped but what is typed. */
function markdownOf(block: Block, words: Words): string {
  const line = (inlines: readonly Inline[]): string =>
    inlines.map((inline) => (inline.kind === 'sentence' ? escape(words(inline)) : '')).join(' ');
  switch (block.kind) {
    case 'heading':
      return `# ${line(block.inlines)}`;
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
