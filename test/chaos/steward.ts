import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { optionName } from './log-book.ts';
import type { LogBook } from './log-book.ts';
import type { Mouth } from './mouth.ts';

export type KnownVote = {
  readonly number: number;
  /** How many options it has. */
  readonly options: number;
  /** As performance.now() counts. */
  readonly endsAt: number;
};

export type StewardParts = {
  readonly mouth: Mouth;
  readonly book: LogBook;
  readonly chance: Chance;
  /** The member who opens votes and closes them. */
  readonly person: string;
  /** How many votes are open at once. */
  readonly atOnce: number;
};

/** Keeps some votes open: short ones, which end by themselves, and long ones, which must be closed. */
export type Steward = {
  readonly votes: () => readonly KnownVote[];
  /** Resolves when a vote begins to end: one was just told to close, or a deadline has just passed. */
  readonly somethingEnds: () => Promise<void>;
  /** Opens no more. */
  readonly stop: () => Promise<void>;
  /** Closes what is open; whatever the answer to each. */
  readonly closeAll: (numbers: readonly number[]) => Promise<void>;
};

/** Milliseconds; the product allows no vote to be open for less. */
const shortest = 10_000;
const longest = 14_000;
const options = 60;

export function hireSteward({ mouth, book, chance, person, atOnce }: StewardParts): Steward {
  const known = new Map<number, KnownVote>();
  let isOver = false;
  let asked = 0;

  const isOpen = ({ endsAt }: KnownVote): boolean => performance.now() < endsAt;
  const votes = () => [...known.values()].filter(isOpen);

  const opening = (async () => {
    for (; !isOver; await sleep(50)) if (votes().length < atOnce && mouth.isHeard()) await open();
  })();

  async function open(): Promise<void> {
    const question = `Storm question ${(asked += 1)}`;
    const isShort = chance.happens(0.6);
    const seconds = isShort ? Math.ceil(chance.between(shortest, longest) / 1_000) : 3_600;
    const names = Array.from({ length: options }, (_, place) => optionName(place)).join(',');
    const method = chance.happens(0.3) ? 'approval' : 'single';
    const { event, answer } = await mouth.say(
      person,
      `/vote open question:"${question}" options:${names} for:${seconds}s method:${method}`,
    );
    const openedAt = performance.now();
    const words = await answer;
    const [, number] = /Vote #(\d+) is open until/.exec(words ?? '') ?? [];
    if (number === undefined) {
      book.openings.push({ event, question, heard: words === null ? { kind: 'silence' } : { kind: 'refused', words } });
      return;
    }
    book.openings.push({ event, question, heard: { kind: 'opened', number: Number(number) } });
    known.set(Number(number), { number: Number(number), options, endsAt: openedAt + seconds * 1_000 });
  }

  /** Resolves when it is said; the answer, should one come, is noted later. */
  async function close(number: number): Promise<void> {
    const { answer } = await mouth.say(person, `/vote close number:${number}`);
    const note = async () => {
      if (/closed|ended on|deadline/.test((await answer) ?? '')) known.delete(number);
    };
    void note();
  }

  async function somethingEnds(): Promise<void> {
    const [first] = votes().toSorted((one, other) => one.endsAt - other.endsAt);
    const left = first === undefined ? Infinity : first.endsAt - performance.now();
    if (left < 1_500) return sleep(Math.max(0, left));
    const long = chance.oneOf(votes().filter(({ endsAt }) => endsAt - performance.now() > longest));
    if (long !== undefined) await close(long.number);
  }

  return {
    votes,
    somethingEnds,
    stop: async () => {
      isOver = true;
      await opening;
    },
    closeAll: async (numbers) => {
      for (const number of numbers) await close(number);
    },
  };
}
