import { expectCounted, isBusy } from '../stage.ts';
import type { OpenedVote, Stage } from '../stage.ts';
import { keepSchedule } from '../schedule.ts';
import { pick } from '../statistics.ts';

export type Overload = {
  /** Events a second that the door takes in while as many come as it bears. */
  readonly sustained: number;
  /** Events a second that were sent: ten times that. */
  readonly asked: number;
  readonly arrivals: number;
  readonly counted: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Milliseconds that anybody waited, from the moment their event was due. */
  readonly longest: number;
  /** Events a second, once it is over. */
  readonly after: number;
  /** Whether exactly those were stored that were told so. */
  readonly isExact: boolean;
};

/** Events at once while the sustained rate is found: more only wait for each other. */
const width = 64;
const times = 10;

export async function measureOverload(stage: Stage, asked: { vote: OpenedVote; chance: () => number }): Promise<Overload> {
  const sustained = await saturate(stage, asked, 5);
  const before = await storedIn(stage);
  const waits: number[] = [];
  let [counted, refused] = [0, 0];
  const kept = await keepSchedule({
    rate: sustained * times,
    seconds: 5,
    chance: asked.chance,
    patience: 10_000,
    arrive: async (due) => {
      const answer = await stage.hear(ballot(stage, asked));
      waits.push(performance.now() - due);
      if (isBusy(answer)) {
        refused += 1;
        return;
      }
      expectCounted(answer);
      counted += 1;
    },
  });
  const stored = (await storedIn(stage)) - before;
  const after = await saturate(stage, asked, 3);
  return {
    sustained,
    asked: sustained * times,
    arrivals: kept.arrivals,
    counted,
    refused,
    unanswered: kept.unfinished,
    longest: waits.reduce((most, wait) => Math.max(most, wait), 0),
    after,
    isExact: stored === counted,
  };
}

/** As many at once as it bears, each followed by the next. */
async function saturate(stage: Stage, asked: { vote: OpenedVote; chance: () => number }, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let taken = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < until) {
        const answer = await stage.hear(ballot(stage, asked));
        if (!isBusy(answer)) taken += 1;
      }
    }),
  );
  return (taken / (performance.now() - began)) * 1_000;
}

function ballot(stage: Stage, { vote, chance }: { vote: OpenedVote; chance: () => number }) {
  return stage.say(pick(stage.voters, chance), `vote cast ${vote.number} ${Math.floor(chance() * vote.options.length) + 1}`);
}

async function storedIn({ look }: Stage): Promise<number> {
  const { rows } = await look.query<{ count: number }>('select count(*)::int as count from inbox');
  return rows[0]?.count ?? 0;
}
