import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { optionName, readAnswer } from './log-book.ts';
import type { Attempt, Heard, LogBook } from './log-book.ts';
import type { Mouth } from './mouth.ts';
import type { KnownVote } from './steward.ts';

export type CrowdParts = {
  readonly mouth: Mouth;
  readonly book: LogBook;
  readonly chance: Chance;
  readonly channels: readonly string[];
  /** The votes that are open as far as anybody knows. */
  readonly votes: () => readonly KnownVote[];
};

/** People who cast, change and withdraw without a pause. */
export type Crowd = {
  /** Somebody else who takes part from now on. */
  readonly add: (person: string) => void;
  /** How many receipts were given so far. */
  readonly receipts: () => number;
  /** Resolves when nobody speaks any more. */
  readonly stop: () => Promise<void>;
};

/** Milliseconds between two sentences of one person. */
const breath = [30, 150] as const;
/** Milliseconds that people wait for their last answer. */
const lastPatience = 5_000;

export function gatherCrowd(parts: CrowdParts): Crowd {
  const talking: Promise<void>[] = [];
  const state: State = { isOver: false, receipts: 0 };
  return {
    add: (person) => void talking.push(takePart(person, parts, state)),
    receipts: () => state.receipts,
    stop: async () => {
      state.isOver = true;
      const silent = Promise.all(talking);
      await Promise.race([silent, sleep(lastPatience)]);
      await parts.mouth.giveUp();
      await silent;
    },
  };
}

type State = { isOver: boolean; receipts: number };

/**
 * Says one thing after the other: the next only when the last was answered, or when the app that may have heard it is gone.
 * So whatever of it has an effect has it in this order, however slow the machine is.
 */
async function takePart(person: string, { mouth, book, chance, channels, votes }: CrowdParts, state: State): Promise<void> {
  const own = new Map<number, Attempt[]>();
  const left = new Set<number>();
  for (; !state.isOver; await sleep(chance.between(...breath))) {
    const vote = chance.oneOf(votes().filter(({ number }) => !left.has(number)));
    // Into the void only now and then.
    if (vote === undefined || (!mouth.isHeard() && !chance.happens(0.05))) continue;
    const earlier = own.get(vote.number) ?? [];
    own.set(vote.number, earlier);
    const choice = nextChoice(earlier, chance);
    const said = await mouth.say(person, lineOf({ vote, choice, isFirst: earlier.length === 0 }), chance.oneOf(channels));
    const attempt: Attempt = { event: said.event, person, vote: vote.number, choice, heard: { kind: 'silence' } };
    earlier.push(attempt);
    book.attempts.push(attempt);
    attempt.heard = heardFrom(await said.answer);
    if (attempt.heard.kind === 'silence' && chance.happens(0.2)) attempt.heard = await tryAgain(attempt, mouth, state);
    if (attempt.heard.kind === 'receipt') state.receipts += 1;
    if (isOver(attempt.heard) || earlier.length === vote.options) left.add(vote.number);
  }
}

/** Discord delivers it once more, perhaps for the first time in truth. Nothing else is said before that app is gone too. */
async function tryAgain({ event }: Attempt, mouth: Mouth, state: State): Promise<Heard> {
  for (; !mouth.isHeard(); await sleep(20)) if (state.isOver) return { kind: 'silence' };
  return heardFrom(await mouth.repeat(event).answer);
}

/** An option that was never named before, or null to withdraw; never null twice in a row. */
function nextChoice(earlier: readonly Attempt[], chance: Chance): number | null {
  const last = earlier.at(-1);
  const mayWithdraw = last !== undefined && last.choice !== null;
  return mayWithdraw && chance.happens(0.2) ? null : earlier.length;
}

function lineOf({ vote: { number }, choice, isFirst }: { vote: KnownVote; choice: number | null; isFirst: boolean }): string {
  if (choice === null) return `/vote withdraw number:${number}`;
  return `/vote ${isFirst ? 'cast' : 'change'} number:${number} option:${optionName(choice)}`;
}

function heardFrom(answer: string | null): Heard {
  return answer === null ? { kind: 'silence' } : readAnswer(answer);
}

/** Words after which nobody tries again. */
function isOver(heard: Heard): boolean {
  return heard.kind === 'refused' && /ended on|deadline of vote|is over|Only members/.test(heard.words);
}
