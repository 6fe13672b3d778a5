import type { Event } from '../bots/conversation/event.ts';
import type { Answer } from '../bots/conversation/platform.ts';
import type { Act, Ending, MemoryOfAcks } from './memory-of-acks.ts';
import { isBusy, sentencesOf } from './stage.ts';
import type { OpenedVote, Stage, Voter } from './stage.ts';
import { pick } from './statistics.ts';

export type Crowd = {
  /** One arrival: somebody casts, changes or withdraws, or the platform delivers something again. */
  readonly arrive: (due: number) => Promise<void>;
  readonly tally: Readonly<Record<Ending | 'delivered twice' | 'delivered again' | 'nobody free', number>>;
  /** Milliseconds from the moment an event was due to the answer after its commit. */
  readonly waits: readonly number[];
  /** Delivers the last events once more: none may do anything now. Returns how many did. */
  readonly retryLast: () => Promise<number>;
};

type Parts = { readonly stage: Stage; readonly votes: readonly OpenedVote[]; readonly memory: MemoryOfAcks; readonly chance: () => number };

/**
 * People who wait for one answer before they say the next, as people do: so the last thing that somebody was told is what
 * must count. Platforms deliver some events twice at once, and some again much later.
 */
export function createCrowd({ stage, votes, memory, chance }: Parts): Crowd {
  const waiting = new Set<Voter>();
  const past: { readonly event: Event; readonly act: Act }[] = [];
  const waits: number[] = [];
  const tally = {
    stored: 0,
    refused: 0,
    over: 0,
    busy: 0,
    repetition: 0,
    wrong: 0,
    'delivered twice': 0,
    'delivered again': 0,
    'nobody free': 0,
  };

  async function arrive(due: number): Promise<void> {
    const old = chance() < 0.1 ? past[Math.floor(chance() * past.length)] : undefined;
    if (old !== undefined) {
      tally['delivered again'] += 1;
      return deliver(old.event, old.act, { again: true });
    }
    const voter = free();
    if (voter === null) {
      tally['nobody free'] += 1;
      return;
    }
    waiting.add(voter);
    const { act, words } = wish(voter);
    const event = stage.say(voter, words);
    try {
      if (chance() < 0.05) {
        tally['delivered twice'] += 1;
        await Promise.all([deliver(event, act, { due }), deliver(event, act, {})]);
      } else await deliver(event, act, { due });
    } finally {
      waiting.delete(voter);
    }
  }

  async function deliver(event: Event, act: Act, { due, again = false }: { due?: number; again?: boolean }): Promise<void> {
    const answer = await stage.hear(event);
    const ending = again ? repeated(act, answer) : memory.note(act, answer);
    tally[ending] += 1;
    if (ending === 'busy' || ending === 'repetition') return;
    if (due !== undefined) waits.push(performance.now() - due);
    remember({ event, act });
    await answer?.answered();
  }

  /** An event of long ago: known, or told to come again, but never taken in once more. */
  function repeated(act: Act, answer: Answer | null): Ending {
    if (answer === null) return 'repetition';
    if (isBusy(answer)) return 'busy';
    memory.contradict(act, `an event of long ago was taken in once more: ${sentencesOf(answer).join(', ')}`);
    return 'wrong';
  }

  function remember(one: (typeof past)[number]): void {
    if (past.length < remembered) past.push(one);
    else past[Math.floor(chance() * remembered)] = one;
  }

  function free(): Voter | null {
    for (let tries = 0; tries < 50; tries += 1) {
      const voter = pick(stage.voters, chance);
      if (!waiting.has(voter)) return voter;
    }
    return null;
  }

  function wish(voter: Voter): { readonly act: Act; readonly words: string } {
    const vote = pick(votes, chance);
    const kind = chance();
    if (kind < 0.12) return { act: { vote, voter, choice: null }, words: `vote withdraw ${vote.number}` };
    const verb = kind < 0.7 ? 'cast' : 'change';
    const [one, other] = [Math.floor(chance() * vote.options.length), Math.floor(chance() * vote.options.length)];
    if (vote.method === 'single') return { act: { vote, voter, choice: one }, words: `vote ${verb} ${vote.number} ${one + 1}` };
    const choice = one === other ? [one] : [Math.min(one, other), Math.max(one, other)];
    return { act: { vote, voter, choice }, words: `vote ${verb} ${vote.number} "${choice.map((place) => place + 1).join(',')}"` };
  }

  return {
    arrive,
    tally,
    waits,
    retryLast: async () => {
      const answers = await Promise.all(past.map(({ event }) => stage.hear(event)));
      return answers.filter((answer) => answer !== null && !isBusy(answer)).length;
    },
  };
}

/** How many events may come again. */
const remembered = 500;
