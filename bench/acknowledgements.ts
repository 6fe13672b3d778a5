import { expectCounted } from './stage.ts';
import type { OpenedVote, Stage } from './stage.ts';
import { keepSchedule } from './schedule.ts';
import type { Kept } from './schedule.ts';
import { pick } from './statistics.ts';

export type Acknowledgements = Kept & {
  /** Milliseconds from the moment an event was due to the answer after its commit. */
  readonly waits: readonly number[];
  /** Events that were not taken in in time and were told to come again. */
  readonly refused: number;
};

export type Asking = { readonly vote: OpenedVote; readonly rate: number; readonly seconds: number; readonly chance: () => number };

/** How long people wait for the answer to a ballot when so many a second come, through the whole path. */
export async function measureAcknowledgements(stage: Stage, { vote, rate, seconds, chance }: Asking): Promise<Acknowledgements> {
  const waits: number[] = [];
  let refused = 0;
  const arrive = async (due: number): Promise<void> => {
    const choice = Math.floor(chance() * vote.options.length);
    const answer = await stage.hear(stage.say(pick(stage.voters, chance), `vote cast ${vote.number} ${choice + 1}`));
    try {
      expectCounted(answer);
    } catch {
      refused += 1;
      return;
    }
    waits.push(performance.now() - due);
    await answer?.answered();
  };
  const kept = await keepSchedule({ rate, seconds, chance, arrive, patience: 15_000 });
  return { ...kept, waits, refused };
}
