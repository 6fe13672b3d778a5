import { say } from './text.ts';
import type { Action, Block, Inline, Label, Message, Sentence } from './text.ts';

/** Renders a sentence in the reader's language. */
export type Words = (sentence: Sentence) => string;

/**
 * A message as lines of plain text, for terminals, pipes and tests. Everything that a button does is said in words,
 * so that nothing is out of reach where there are none.
 */
export function plainLines({ text, actions = [] }: Message, words: Words): readonly string[] {
  const lines: string[] = [];
  for (const [position, block] of text.entries()) {
    if (position > 0 && !isTight(block, text[position - 1])) lines.push('');
    lines.push(...linesOf(block, words));
  }
  const hints = actions.flatMap((action) => hintsOf(action, words));
  return lines.length === 0 || hints.length === 0 ? [...lines, ...hints] : [...lines, '', ...hints];
}

/** One plain text. */
export function plainText(message: Message, words: Words): string {
  return plainLines(message, words).join('\n');
}

function linesOf(block: Block, words: Words): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return inlinesOf(block.inlines, words).split('\n');
    case 'heading': {
      const title = inlinesOf(block.inlines, words);
      return [title, '='.repeat(Math.min(width(title), 72))];
    }
    case 'list':
      return block.items.flatMap((item, position) => {
        const mark = block.ordered ? `${position + 1}. ` : '- ';
        return inlinesOf(item, words)
          .split('\n')
          .map((line, row) => (row === 0 ? mark : ' '.repeat(mark.length)) + line);
      });
    case 'bars':
      return barsOf(block.rows);
    case 'preformatted':
      return block.text.split('\n').map((line) => `    ${line}`);
    default:
      return block satisfies never;
  }
}

function inlinesOf(inlines: readonly Inline[], words: Words): string {
  return inlines.map((inline) => inlineOf(inline, words)).join(' ');
}

function inlineOf(inline: Inline, words: Words): string {
  switch (inline.kind) {
    case 'sentence':
      return words(inline);
    case 'quote':
      return inline.text;
    case 'code':
    case 'command':
      return `\`${inline.text}\``;
    case 'strong':
      return inlinesOf(inline.inlines, words);
    case 'link':
      return `${words(inline.label)}: ${inline.url}`;
    default:
      return inline satisfies never;
  }
}

/** Bars of eighths of a block, so that small differences show. */
function barsOf(rows: Extract<Block, { kind: 'bars' }>['rows']): readonly string[] {
  const longest = Math.min(30, Math.max(0, ...rows.map((row) => width(row.label))));
  return rows.map(({ label, value, share }) => {
    const eighths = Math.round(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * barWidth * 8);
    const bar = '█'.repeat(Math.floor(eighths / 8)) + (eighths % 8 === 0 ? '' : ' ▏▎▍▌▋▊▉'.charAt(eighths % 8));
    return `${pad(label, longest)}  ${pad(bar, barWidth)}  ${value}`;
  });
}

const barWidth = 20;

function hintsOf(action: Action, words: Words): readonly string[] {
  switch (action.kind) {
    case 'button':
      return [hint(action.label, action.say, words)];
    case 'select':
      return [`${words(action.prompt)}:`, ...action.options.map((option) => `  ${hint(option.label, option.say, words)}`)];
    case 'several':
      return []; // the text shows how several are said
    case 'form':
      return [words(say('conversation.form-hint', { help: `help ${action.command}` }))];
    default:
      return action satisfies never;
  }
}

function hint(label: Label, said: string, words: Words): string {
  return words(say('conversation.say-hint', { label: label.kind === 'quote' ? label.text : label, words: `\`${said}\`` }));
}

/** Paragraphs follow each other line by line; headings, lists and bars stand apart. */
function isTight(block: Block | undefined, before: Block | undefined): boolean {
  return block?.kind === 'paragraph' && before?.kind === 'paragraph';
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const width = (text: string): number => [...graphemes.segment(text)].length;
const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));
