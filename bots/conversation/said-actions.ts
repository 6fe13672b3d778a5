import { say } from '../../core/text/text.ts';
import type { Action, Label } from '../../core/text/text.ts';
import { pieceOf } from './pieces.ts';
import type { Piece, Voice } from './pieces.ts';
import { shorten } from './shown-text.ts';

/**
 * For platforms without buttons: what each would say stands beside what it is about, or below the message, to be typed or copied.
 */
export function withSaidActions(pieces: readonly Piece[], actions: readonly Action[], voice: Voice): readonly Piece[] {
  let shown = pieces;
  const below: Piece[] = [];
  for (const action of actions) {
    switch (action.kind) {
      case 'button': {
        const beside = besideItem(shown, action, voice);
        if (beside === null) below.push(hint(action.label, action.say, voice));
        else shown = beside;
        break;
      }
      case 'select': {
        const rest = [];
        for (const option of action.options) {
          const beside = besideItem(shown, option, voice);
          if (beside === null) rest.push(hint(option.label, option.say, voice));
          else shown = beside;
        }
        if (rest.length > 0) below.push(pieceOf(action.prompt, voice), ...rest);
        break;
      }
      case 'several':
        break; // the text shows how several are said
      case 'form':
        // Beside what must be read first, the text itself says how it is answered.
        if (action.opens !== 'on-click') below.push(pieceOf(voice.manner.formHint({ command: `help ${action.command}` }), voice));
        break;
      default:
        action satisfies never;
    }
  }
  const { answerHint } = voice.manner;
  const isQuestion = actions.some((action) => action.kind === 'button' && action.say === 'cancel');
  const hints = answerHint !== undefined && isQuestion ? [pieceOf(answerHint({ command: '' }), voice)] : [];
  return [...shown, ...hints, ...below];
}

type Said = { readonly label: Label; readonly say: string };

/** Between what an item says and what to say for it. */
const mark = ' · ';

/** At the end of the item of a list that says the same as the label; null where there is none. */
function besideItem(pieces: readonly Piece[], { label, say: words }: Said, voice: Voice): readonly Piece[] | null {
  const text = voice.manner.plain(label.kind === 'quote' ? label.text : voice.translator.words(label, voice.reader));
  const place = pieces.findIndex((piece) => piece.kind === 'item' && isNamed(piece.runs.map((run) => run.text).join(''), text));
  const found = pieces[place];
  if (found?.kind !== 'item' || text === '') return null;
  const runs = [...found.runs, { kind: 'words', text: mark } as const, { kind: 'code', text: voice.call(words) } as const];
  return pieces.with(place, { ...found, runs });
}

/** Once each: an item that has something to say beside it is not taken again. */
function isNamed(item: string, label: string): boolean {
  return !item.includes(mark) && (item === label || item.startsWith(`${label} `));
}

function hint(label: Label, words: string, voice: Voice): Piece {
  const shown = label.kind === 'quote' ? shorten(label.text.replace(/\s+/g, ' ').trim(), 200) || '…' : label;
  const said = pieceOf(say('conversation.say-hint', { label: shown, words: { command: words } }), voice);
  return { kind: 'item', number: null, runs: said.runs };
}
