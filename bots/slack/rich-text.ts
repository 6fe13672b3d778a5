import type { RichTextDate, RichTextLink, RichTextText } from '@slack/types';
import type { Phrase, Reader, Translator } from '../../core/ports/translator.ts';
import type { Block, Inline, Text } from '../../core/text/text.ts';
import { bars } from './bars.ts';
import { label, plain } from './escape.ts';

/** A run of rich text: text shows exactly its characters. */
export type Run = RichTextText | RichTextLink | RichTextDate;

/** A line of a message, before lines are packed into blocks. */
export type Line =
  | { readonly kind: 'words'; readonly runs: readonly Run[] }
  | { readonly kind: 'item'; readonly ordered: boolean; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'header'; readonly text: string };

export type Speaker = { readonly translator: Translator; readonly reader: Reader };

/** The text tree as lines of Slack's rich text. What people wrote is text in it, never markup. */
export function linesOf(text: Text, speaker: Speaker): Line[] {
  return text.flatMap((block) => linesOfBlock(block, speaker));
}

/** A command of the text grammar as one types it on Slack. */
function typed(command: string): string {
  return `/coop ${command}`;
}

function linesOfBlock(block: Block, speaker: Speaker): Line[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'words', runs: runsOf(block.inlines, speaker) }];
    case 'heading':
      return [{ kind: 'header', text: label(runsOf(block.inlines, speaker).map(wordsOf).join(''), 150) }];
    case 'list':
      return block.items.map((item) => ({ kind: 'item', ordered: block.ordered, runs: runsOf(item, speaker) }));
    case 'bars':
      return [{ kind: 'code', text: bars(block.rows) }];
    case 'preformatted':
      return [{ kind: 'code', text: typed(plain(block.text)) }];
    default:
      return block satisfies never;
  }
}

function runsOf(inlines: readonly Inline[], speaker: Speaker, strong = false): Run[] {
  return inlines.flatMap((inline, index) => [...(index === 0 ? [] : words(' ', strong)), ...runsOfInline(inline, speaker, strong)]);
}

function runsOfInline(inline: Inline, speaker: Speaker, strong: boolean): Run[] {
  const { translator, reader } = speaker;
  switch (inline.kind) {
    case 'sentence':
      return translator.phrase(inline, reader).flatMap((part) => runsOfPart(part, strong));
    case 'quote':
      return words(inline.text, strong);
    case 'code':
      return code(inline.text);
    case 'command':
      return code(typed(inline.text));
    case 'strong':
      return runsOf(inline.inlines, speaker, true);
    case 'link':
      return [{ type: 'link', url: inline.url, text: label(translator.words(inline.label, reader), 200) }];
    default:
      return inline satisfies never;
  }
}

function runsOfPart(part: Phrase[number], strong: boolean): Run[] {
  switch (part.kind) {
    case 'words':
      return words(part.text, strong);
    case 'moment':
      return [momentOf(part.at)];
    case 'command':
      return code(typed(part.text));
    default:
      return part satisfies never;
  }
}

/** Date and time in the reader's own zone, and how far away that is: Slack keeps both true. */
function momentOf(at: Date): RichTextDate {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { type: 'date', timestamp: Math.floor(at.getTime() / 1_000), format: '{date_long_pretty}, {time} ({ago})', fallback };
}

function words(text: string, strong: boolean): Run[] {
  const shown = plain(text);
  if (shown === '') return [];
  return [strong ? { type: 'text', text: shown, style: { bold: true } } : { type: 'text', text: shown }];
}

function code(text: string): Run[] {
  const shown = plain(text).replace(/\s+/g, ' ').trim();
  return shown === '' ? [] : [{ type: 'text', text: shown, style: { code: true } }];
}

/** A run as words alone. */
export function wordsOf(run: Run): string {
  switch (run.type) {
    case 'text':
      return run.text;
    case 'link':
      return run.text ?? run.url;
    case 'date':
      return run.fallback ?? '';
    default:
      return run satisfies never;
  }
}
