import { bindBallots, castBallots } from '../adapters/postgres/ballots.ts';
import type { IncomingCast } from '../adapters/postgres/ballots.ts';
import type { ByHand } from './by-hand.ts';
import type { Race } from './race.ts';
import { expectCounted, platform } from './stage.ts';
import type { OpenedVote, Stage, Voter } from './stage.ts';
import { pick } from './statistics.ts';

export type Racing = { readonly stage: Stage; readonly vote: OpenedVote; readonly byHand: ByHand; readonly chance: () => number };

/** What the product does with ballots, and the same SQL by hand. Everybody casts again and again: most ballots replace one. */
export function createRaces(racing: Racing): readonly Race[] {
  return [wholePath(racing, true), wholePath(racing, false), ballotBox(racing), batches(racing)];
}

/**
 * An event as a platform delivers it: intake, dispatch, `vote cast`, ballot, inbox and outbox rows, commit; against the same
 * statements, and against the same without the one that finds the vote by its number.
 */
function wholePath({ stage, vote, byHand, chance }: Racing, looksUp: boolean): Race {
  return {
    name: looksUp ? 'one event at a time, the whole path' : '  the same, by hand without looking the vote up',
    product: async () => {
      const choice = choose(vote, chance);
      expectCounted(await stage.hear(stage.say(pick(stage.voters, chance), `vote cast ${vote.number} ${choice + 1}`)));
    },
    byHand: () => byHand.event(pick(stage.voters, chance), choose(vote, chance), looksUp),
    inFlight: 48,
    turn: 800,
    rounds: 11,
    budget: 25_000,
  };
}

/** The port of the ballot box in a transaction of its own. */
function ballotBox({ stage, vote, byHand, chance }: Racing): Race {
  const { database } = stage.house;
  return {
    name: 'one ballot at a time, the ballot box alone',
    product: async () => {
      const { account } = pick(stage.voters, chance);
      const cast = { vote: vote.vote, account, choice: choose(vote, chance), castAt: new Date() };
      const { kind } = await database.transact((session) => bindBallots(session).cast(cast), { repeat: true });
      if (kind !== 'counted') throw new Error(`a ballot was not counted: ${kind}`);
    },
    byHand: () => byHand.ballot(pick(stage.voters, chance), choose(vote, chance)),
    inFlight: 48,
    turn: 1_500,
    rounds: 11,
    budget: 15_000,
  };
}

/** What bulk doors do: many ballots with their inbox rows in one call. */
function batches({ stage, vote, byHand, chance }: Racing): Race {
  const { database } = stage.house;
  let events = 0;
  const draw = (): readonly IncomingCast[] =>
    Array.from({ length: batch }, () => {
      const { account }: Voter = pick(stage.voters, chance);
      const event = `batched-${(events += 1)}`;
      return { platform, installation: '', event, vote: vote.vote, account, choice: choose(vote, chance), castAt: new Date() };
    });
  return {
    name: `in batches of ${batch}`,
    product: async () => {
      const results = await database.transact(({ sql }) => castBallots(sql, draw()), { repeat: true });
      if (results.some(({ kind }) => kind !== 'counted')) throw new Error('a ballot of a batch was not counted');
    },
    byHand: () => byHand.batch(draw().map(({ castAt, ...cast }) => ({ ...cast, cast_at: castAt }))),
    inFlight: 4,
    turn: 16,
    ballots: batch,
    rounds: 11,
    budget: 15_000,
  };
}

const batch = 500;

const choose = ({ options }: OpenedVote, chance: () => number): number => Math.floor(chance() * options.length);
