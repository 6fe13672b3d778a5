import { setTimeout as sleep } from 'node:timers/promises';
import { startRelay } from '../../adapters/postgres/relay.ts';
import { unlimited } from '../../adapters/postgres/pace.ts';
import type { Sender } from '../../core/ports/sender.ts';
import { quiet } from '../stage.ts';
import type { Stage } from '../stage.ts';

export type Storm = {
  readonly posts: number;
  /** Milliseconds until the last of them had left. */
  readonly calm: number;
  readonly stormy: number;
  readonly refusals: number;
};

const perPlatform = 500;
const routes = 50;
/** Milliseconds. */
const patience = 60_000;
const well = ['west', 'south', 'east'];

/** How long three platforms take for their messages, beside a fourth that takes its own, and beside one that refuses all of them with 429. */
export async function measureStorm(stage: Stage): Promise<Storm> {
  const calms: number[] = [];
  const stormies: number[] = [];
  let refusals = 0;
  for (let round = 0; round < 3; round += 1) {
    calms.push(await carry(stage, `calm ${round}`, async () => ({ kind: 'sent', externalId: '1' })));
    stormies.push(
      await carry(stage, `storm ${round}`, async () => {
        refusals += 1;
        return { kind: 'later', after: 1_000 + (refusals % 10) * 100, scope: 'route' };
      }),
    );
  }
  const middle = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[1] ?? Number.NaN;
  return { posts: perPlatform * well.length, calm: middle(calms), stormy: middle(stormies), refusals };
}

/** Milliseconds. */
async function carry({ house, look }: Stage, occasion: string, north: Sender['send']): Promise<number> {
  let left = 0;
  const takes: Sender = {
    send: async () => {
      await sleep(5); // the wire
      left += 1;
      return { kind: 'sent', externalId: String(left) };
    },
  };
  const wanted = perPlatform * well.length;
  await look.query(
    `insert into outbox (key, platform, installation, route, delivery)
     select $1 || platform || place, platform, '', 'route ' || place % $2, $3
     from unnest($4::text[]) as platform, generate_series(1, $5) as place`,
    [occasion, routes, JSON.stringify(delivery), ['north', ...well], perPlatform],
  );
  const senders = { north: { send: north }, ...Object.fromEntries(well.map((name) => [name, takes])) };
  const began = performance.now();
  const relay = startRelay({ database: house.database, seal: house.seal, senders, log: quiet, limits: { default: unlimited } });
  while (left < wanted && performance.now() - began < patience) await sleep(5);
  const took = performance.now() - began;
  await relay.stop();
  if (left < wanted) throw new Error(`only ${left} of ${wanted} messages left in ${patience} ms`);
  await look.query('delete from outbox where platform = any($1)', [['north', ...well]]);
  return took;
}

const delivery = {
  kind: 'direct',
  account: 'somebody',
  message: { text: [{ kind: 'paragraph', inlines: [{ kind: 'quote', text: 'Good morning' }] }] },
  reader: { language: 'en', timeZone: 'UTC' },
};
