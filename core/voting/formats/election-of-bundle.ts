import { z } from 'zod';
import type { JsonValue } from '../../canonical-json.ts';
import { CoopError } from '../../errors.ts';
import { weightOf } from '../ballot-weight.ts';
import type { Bundle } from '../bundle.ts';
import type { Group, Method } from '../method.ts';
import type { Ballots, Election } from './election.ts';

/**
 * A saved outcome as an election: for other methods to count and for other formats to hold. Who cast which ballot is left behind.
 * @param method of the vote; its ballots are already examined
 * @throws CoopError "format" for ballots that no file of elections holds
 */
export function electionOfBundle({ vote, ballots }: Bundle, method: Method): Election {
  const { settings } = vote;
  return {
    format: 'cvotes',
    title: vote.question,
    options: vote.options,
    ballots: ballotsOf(
      ballots.map((ballot) => ({ choice: method.parse(ballot.choice, vote.options, settings), count: weightOf(ballot) })),
      method,
    ),
    ...(settings?.seats === undefined ? {} : { seats: settings.seats }),
    ...(settings?.unranked === undefined ? {} : { unranked: settings.unranked }),
    ...(settings?.costs === undefined || settings.budget === undefined
      ? {}
      : { budget: { costs: settings.costs, total: settings.budget, decimals: 0 } }),
    warnings: [],
  };
}

type Checked = readonly { readonly choice: JsonValue; readonly count: bigint }[];

const Place = z.number();
const Places = z.array(Place);
const Ranking = z.array(Places);
const Row = z.array(z.string().nullable());
const Cart = z.array(z.union([Place, z.tuple([Place, z.string()])]));

function ballotsOf(groups: Checked, { name, asks }: Method): Ballots {
  switch (asks) {
    case 'option':
      return { kind: 'approvals', groups: read(groups, (choice) => [Place.parse(choice)]) };
    case 'options':
      return { kind: 'approvals', groups: read(groups, (choice) => Places.parse(choice)) };
    case 'ranks':
      return { kind: 'ranks', groups: read(groups, (choice) => Ranking.parse(choice)) };
    case 'scores':
      return { kind: 'scores', groups: read(groups, (choice) => Row.parse(choice)) };
    case 'cart':
      return cartsOf(groups);
    case 'stance':
      throw new CoopError('format', `the ballots of ${name} are stances, which no format of elections holds.`);
    default:
      return asks satisfies never;
  }
}

/** Places alone, or places with points: as soon as one ballot has points, all do. */
function cartsOf(groups: Checked): Ballots {
  const carts = read(groups, (choice) => Cart.parse(choice));
  if (carts.every(({ choice }) => choice.every((item) => typeof item === 'number'))) {
    return { kind: 'approvals', groups: read(groups, (choice) => Places.parse(choice)) };
  }
  const points = carts.map(({ choice, count }) => ({
    choice: choice.map((item) => (typeof item === 'number' ? ([item, '1'] as const) : item)),
    count,
  }));
  return { kind: 'points', groups: points };
}

function read<Choice extends JsonValue>(groups: Checked, choiceOf: (choice: JsonValue) => Choice): readonly Group<Choice>[] {
  return groups.map(({ choice, count }) => ({ choice: choiceOf(choice), count }));
}
