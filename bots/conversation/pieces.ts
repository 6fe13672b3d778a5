import type { Phrase, Reader, Translator } from '../../core/ports/translator.ts';
import { moment, say } from '../../core/text/text.ts';
import type { Block, Inline, Sentence, Text } from '../../core/text/text.ts';
import { bars } from './bars.ts';

/** Words of one look. They stand as they are shown; markup is escaped when they are written. */
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

/** A line of the text grammar, said as it is said on the platform. */
type Command = { readonly command: string };

/** How a platform of lines shows what people wrote, whoever reads it. */
export type Manner = {
  /** A person's words, harmless where they are shown; nothing of them is markup yet. */
  readonly plain: (text: string) => string;
  /** What is to be typed or copied, exactly. */
  readonly exact: (text: string) => string;
  /** How the questions of a form are answered there. `help`: what shows how to say it all at once. */
  readonly formHint: (help: Command) => Sentence;
  /** Where a question is answered. `call`: how lines begin there. Default: it needs no saying. */
  readonly answerHint?: (call: Command) => Sentence;
  /** Everybody reads everything: what is its reader's secret is not told. */
  readonly isPublic?: true;
};

export type Speaker = {
  readonly translator: Translator;
  readonly reader: Reader;
  /** How a line of the text grammar is said here: "vote list" -> "/vote list". */
  readonly call: (line: string) => string;
};

export type Voice = Speaker & { readonly manner: Manner };

/** The text tree as pieces. */
export function piecesOf(text: Text, voice: Voice): Piece[] {
  return text.flatMap((block) => piecesOfBlock(block, voice));
}

/** A sentence of ours, as a paragraph of its own. */
export function pieceOf(sentence: Sentence, voice: Voice): Piece & { readonly kind: 'paragraph' | 'heading' } {
  return { kind: 'paragraph', runs: runsOf([sentence], voice) };
}

function piecesOfBlock(block: Block, voice: Voice): Piece[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'paragraph', runs: runsOf(voice.manner.isPublic === true ? (block.openly ?? block.inlines) : block.inlines, voice) }];
    case 'heading':
      return [{ kind: block.kind, runs: runsOf(block.inlines, voice) }];
    case 'list':
      return block.items.map((item, index) => ({
        kind: 'item',
        number: block.ordered ? index + 1 : null,
        runs: runsOf(item, voice),
      }));
    case 'bars':
      return [{ kind: 'code', lines: bars(block.rows, voice.manner.plain) }];
    case 'preformatted':
      return [{ kind: 'code', lines: voice.manner.exact(voice.call(block.text)).split('\n') }];
    default:
      return block satisfies never;
  }
}

function runsOf(inlines: readonly Inline[], voice: Voice, look: 'words' | 'strong' = 'words'): Run[] {
  return inlines.flatMap((inline, index) => [...(index === 0 ? [] : [{ kind: look, text: ' ' }]), ...runsOfInline(inline, voice, look)]);
}

function runsOfInline(inline: Inline, voice: Voice, look: 'words' | 'strong'): Run[] {
  const { translator, reader, call, manner } = voice;
  switch (inline.kind) {
    case 'sentence':
      return translator.phrase(inline, reader).map((part) => runOfPhrase(part, voice, look));
    case 'quote':
      return [{ kind: look, text: manner.plain(inline.text) }];
    case 'code':
      return [codeRun(manner.exact(inline.text))];
    case 'command':
      return [codeRun(manner.exact(call(inline.text)))];
    case 'strong':
      return runsOf(inline.inlines, voice, 'strong');
    case 'link':
      return [{ kind: 'link', text: manner.plain(translator.words(inline.label, reader)), url: inline.url }];
    default:
      return inline satisfies never;
  }
}

function runOfPhrase(part: Phrase[number], { translator, reader, call, manner }: Voice, look: 'words' | 'strong'): Run {
  switch (part.kind) {
    case 'words':
      return { kind: look, text: manner.plain(part.text) };
    case 'moment':
      return { kind: look, text: translator.words(say('conversation.moment', { at: moment(part.at) }), reader) };
    case 'command':
      return codeRun(manner.exact(call(part.text)));
    default:
      return part satisfies never;
  }
}

function codeRun(text: string): Run {
  return { kind: 'code', text: text.replace(/\s+/g, ' ').trim() };
}
