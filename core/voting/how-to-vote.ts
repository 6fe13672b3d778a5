import type { MessageId } from '../messages/en/index.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import { findMethod } from './methods.ts';
import type { CountSettings } from './settings.ts';

type Asking = {
  readonly method: string;
  readonly options: readonly string[];
  readonly rules: { readonly settings?: CountSettings | undefined };
};

/** How to vote, before an example. */
export function howToVote({ method, rules: { settings = {} } }: Asking): Sentence {
  const { lowest = '0', highest = '5' } = settings.scale ?? {};
  return say(own.get(method) ?? byKind(method), { lowest, highest, credits: settings.credits ?? 100 });
}

/** A ballot for these options, in the shortest words: "2>1", "1:5 2:3". */
export function exampleBallot({ method: name, options, rules: { settings = {} } }: Asking): string {
  const method = findMethod(name);
  if (method === null) return '1';
  const first = (count: number) => [...options.keys()].slice(0, count);
  switch (method.asks) {
    case 'option':
      return method.write(0, options);
    case 'options':
    case 'cart':
      return method.write(first(2), options);
    case 'ranks':
      return method.write(
        first(3).map((place) => [place]),
        options,
      );
    case 'scores': {
      const scores = name === 'quadratic' ? ['6', '-3'] : name === 'majority-judgment' ? ['4', '2'] : [settings.scale?.highest ?? '5', '3'];
      return method.write(
        options.map((_, place) => scores[place] ?? null),
        options,
      );
    }
    case 'stance':
      return 'agree';
    default:
      return method.asks satisfies never;
  }
}

/** Where the kind of ballot does not say it all. */
const own: ReadonlyMap<string, MessageId> = new Map<string, MessageId>([
  ['lottery', 'ballots.how-lottery'],
  ['star', 'ballots.how-star'],
  ['majority-judgment', 'ballots.how-grades'],
  ['quadratic', 'ballots.how-quadratic'],
]);

function byKind(name: string): MessageId {
  const kind = findMethod(name)?.asks ?? 'option';
  switch (kind) {
    case 'option':
      return 'voting.how-single';
    case 'options':
      return 'voting.how-approval';
    case 'ranks':
      return 'ballots.how-ranks';
    case 'scores':
      return 'ballots.how-scores';
    case 'cart':
      return 'ballots.how-cart';
    case 'stance':
      return 'ballots.how-stance';
    default:
      return kind satisfies never;
  }
}
