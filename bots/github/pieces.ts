import type { Phrase, Reader, Translator } from '../../core/ports/translator.ts';
import { moment, say } from '../../core/text/text.ts';
import type { Block, Inline, Sentence, Text } from '../../core/text/text.ts';
import { bars } from './bars.ts';
import { clean, exact } from './escape.ts';

/** Words of one look. They stand as they are shown; Markdown is escaped when they are written. */
export type Run =
  | { readonly kind: 'words' | 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** What stands in one element: nothing goes on from one into the next, so that a text can be split between any two. */
export type Piece =
  | { readonly kind: 'paragraph' | 'heading'; readonly runs: readonly Run[] }
  /** `number`: of an ordered list, else null. */
  | { readonly kind: 'item'; readonly number: number | null; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

export type Speaker = {
  readonly translator: Translator;
  readonly reader: Reader;
  /** How a line of the text grammar is said here: "vote list" -> "/vote list". */
  readonly call: (line: string) => string;
};

/** The text tree as pieces. */
export function piecesOf(text: Text, speaker: Speaker): Piece[] {
  return text.flatMap((block) => piecesOfBlock(block, speaker));
}

/** A sentence of ours, as a paragraph of its own. */
export function pieceOf(sentence: Sentence, speaker: Speaker): Piece & { readonly kind: 'paragraph' | 'heading' } {
  return { kind: 'paragraph', runs: runsOf([sentence], speaker) };
}

function piecesOfBlock(block: Block, speaker: Speaker): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'paragraph', runs: runsOf(block.openly ?? block.inlines, speaker) }];
    case 'heading':
      return [{ kind: block.kind, runs: runsOf(block.inlines, speaker) }];
    case 'list':
      return block.items.map((item, index) => ({
        kind: 'item',
        number: block.ordered ? index + 1 : null,
        runs: runsOf(item, speaker),
      }));
    case 'bars':
      return [{ kind: 'code', lines: bars(block.rows) }];
    case 'preformatted':
      return [{ kind: 'code', lines: exact(speaker.call(block.text)).split('\n') }];
    default:
      return block satisfies never;
  }
}

function runsOf(inlines: readonly Inline[], speaker: Speaker, look: 'words' | 'strong' = 'words'): Run[] {
  return inlines.flatMap((inline, index) => [...(index === 0 ? [] : [{ kind: look, text: ' ' }]), ...runsOfInline(inline, speaker, look)]);
}

function runsOfInline(inline: Inline, speaker: Speaker, look: 'words' | 'strong'): Run[] {
  const { translator, reader, call } = speaker;
  switch (inline.kind) {
    case 'sentence':
      return translator.phrase(inline, reader).map((part) => runOfPhrase(part, speaker, look));
    case 'quote':
      return [{ kind: look, text: clean(inline.text) }];
    case 'code':
      return [codeRun(inline.text)];
    case 'command':
      return [codeRun(call(inline.text))];
    case 'strong':
      return runsOf(inline.inlines, speaker, 'strong');
    case 'link':
      return [{ kind: 'link', text: clean(translator.words(inline.label, reader)), url: inline.url }];
    default:
      return inline satisfies never;
  }
}

function runOfPhrase(part: Phrase[number], { translator, reader, call }: Speaker, look: 'words' | 'strong'): Run {
  switch (part.kind) {
    case 'words':
      return { kind: look, text: clean(part.text) };
    case 'moment':
      return { kind: look, text: translator.words(say('github.moment', { at: moment(part.at) }), reader) };
    case 'command':
      return codeRun(call(part.text));
    default:
      return part satisfies never;
  }
}

function codeRun(text: string): Run {
  return { kind: 'code', text: exact(text).replace(/\s+/g, ' ').trim() };
}
