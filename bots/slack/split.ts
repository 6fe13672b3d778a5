import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import { wordsOf } from './rich-text.ts';
import type { Line, Run } from './rich-text.ts';

/** Characters of one block (Slack bounds a text of a block to 3,000) and of one message (to 50 blocks and about 13,000 characters). */
const blockLimit = 2_900;
const messageLimit = 11_500;

/**
 * Packs lines into blocks, breaking between lines, else between words. What is longer than one message is cut, and says so:
 * a message is one request, whole or not at all, and edited as a whole.
 */
export function packBlocks(lines: readonly Line[]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let elements: RichTextBlockElement[] = [];
  let size = 0;
  let total = 0;
  const flush = (): void => {
    if (elements.length > 0) blocks.push({ type: 'rich_text', elements });
    elements = [];
    size = 0;
  };
  for (const line of lines.flatMap(pieces)) {
    const length = lengthOf(line);
    if (total + length > messageLimit || blocks.length > 40) {
      addLine(elements, { kind: 'words', runs: [{ type: 'text', text: '…' }] });
      break;
    }
    total += length;
    if (line.kind === 'header') {
      flush();
      blocks.push({ type: 'header', text: { type: 'plain_text', text: line.text, emoji: false } });
      continue;
    }
    if (size + length > blockLimit) flush();
    size += length;
    addLine(elements, line);
  }
  flush();
  return blocks;
}

/** Paragraphs that follow each other are one section, and items one list. */
function addLine(elements: RichTextBlockElement[], line: Exclude<Line, { kind: 'header' }>): void {
  const last = elements.at(-1);
  switch (line.kind) {
    case 'words':
      if (last?.type === 'rich_text_section') last.elements.push({ type: 'text', text: '\n' }, ...line.runs);
      else if (line.runs.length > 0) elements.push({ type: 'rich_text_section', elements: [...line.runs] });
      return;
    case 'item': {
      const style = line.ordered ? 'ordered' : 'bullet';
      const section = { type: 'rich_text_section' as const, elements: [...line.runs] };
      if (last?.type === 'rich_text_list' && last.style === style) last.elements.push(section);
      else elements.push({ type: 'rich_text_list', style, elements: [section] });
      return;
    }
    case 'code':
      elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: line.text }] });
      return;
    default:
      return line satisfies never;
  }
}

/** One line in parts that each fit. */
function pieces(line: Line): Line[] {
  switch (line.kind) {
    case 'header':
      return [line];
    case 'code':
      return cut(line.text).map((text) => ({ kind: 'code', text }));
    case 'words':
    case 'item':
      return groups(line.runs).map((runs) => ({ ...line, runs }));
    default:
      return line satisfies never;
  }
}

function groups(runs: readonly Run[]): Run[][] {
  const made: Run[][] = [[]];
  let size = 0;
  for (const run of runs.flatMap(cutRun)) {
    const length = wordsOf(run).length;
    if (size > 0 && size + length > blockLimit) {
      made.push([]);
      size = 0;
    }
    made.at(-1)?.push(run);
    size += length;
  }
  return made;
}

function cutRun(run: Run): Run[] {
  return run.type === 'text' ? cut(run.text).map((text) => ({ ...run, text })) : [run];
}

/** After white space where there is some, never inside a character. */
function cut(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > blockLimit) {
    const space = rest.slice(0, blockLimit).search(/\s(?=\S*$)/);
    let end = space > 0 ? space + 1 : blockLimit;
    if (/[\uD800-\uDBFF]/.test(rest.charAt(end - 1))) end -= 1;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? parts : [...parts, rest];
}

function lengthOf(line: Line): number {
  return line.kind === 'words' || line.kind === 'item'
    ? line.runs.reduce((sum, run) => sum + wordsOf(run).length, 1)
    : line.text.length + 1;
}
