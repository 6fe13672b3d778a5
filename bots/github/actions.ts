import { say } from '../../core/text/text.ts';
import type { Action, Label } from '../../core/text/text.ts';
import { clean, shorten } from './escape.ts';
import { pieceOf } from './pieces.ts';
import type { Piece, Speaker } from './pieces.ts';

/**
 * GitHub has no buttons: what each would say stands beside what it is about, or below the message, to be typed or copied. Reactions
 * are no buttons either: no webhook tells of them, and who gave one may take it back unseen.
 */
export function withActions(pieces: readonly Piece[], actions: readonly Action[], speaker: Speaker): readonly Piece[] {
  let shown = pieces;
  const below: Piece[] = [];
  for (const action of actions) {
    switch (action.kind) {
      case 'button': {
        const beside = besideItem(shown, action, speaker);
        if (beside === null) below.push(hint(action.label, action.say, speaker));
        else shown = beside;
        break;
      }
      case 'select': {
        const rest = [];
        for (const option of action.options) {
          const beside = besideItem(shown, option, speaker);
          if (beside === null) rest.push(hint(option.label, option.say, speaker));
          else shown = beside;
        }
        if (rest.length > 0) below.push(pieceOf(action.prompt, speaker), ...rest);
        break;
      }
      case 'several':
        break; // the text shows how several are said
      case 'form':
        // Beside what must be read first, the text itself says how it is answered.
        if (action.opens !== 'on-click')
          below.push(pieceOf(say('github.form-hint', { help: { command: `help ${action.command}` } }), speaker));
        break;
      default:
        action satisfies never;
    }
  }
  const isQuestion = actions.some((action) => action.kind === 'button' && action.say === 'cancel');
  return [...shown, ...(isQuestion ? [pieceOf(say('github.answer-hint', { call: { command: '' } }), speaker)] : []), ...below];
}

type Said = { readonly label: Label; readonly say: string };

/** Between what an item says and what to say for it. */
const mark = ' · ';

/** At the end of the item of a list that says the same as the label; null where there is none. */
function besideItem(pieces: readonly Piece[], { label, say: words }: Said, speaker: Speaker): readonly Piece[] | null {
  const text = label.kind === 'quote' ? clean(label.text) : clean(speaker.translator.words(label, speaker.reader));
  const place = pieces.findIndex((piece) => piece.kind === 'item' && isNamed(piece.runs.map((run) => run.text).join(''), text));
  const found = pieces[place];
  if (found?.kind !== 'item' || text === '') return null;
  const runs = [...found.runs, { kind: 'words', text: mark } as const, { kind: 'code', text: speaker.call(words) } as const];
  return pieces.with(place, { ...found, runs });
}

/** Once each: an item that has something to say beside it is not taken again. */
function isNamed(item: string, label: string): boolean {
  return !item.includes(mark) && (item === label || item.startsWith(`${label} `));
}

function hint(label: Label, words: string, speaker: Speaker): Piece {
  const shown = label.kind === 'quote' ? shorten(label.text.replace(/\s+/g, ' ').trim(), 200) || '…' : label;
  const said = pieceOf(say('conversation.say-hint', { label: shown, words: { command: words } }), speaker);
  return { kind: 'item', number: null, runs: said.runs };
}
