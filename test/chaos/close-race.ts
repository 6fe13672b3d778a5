import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { WrongBox } from './wrong-boxes.ts';

export type CloseRace = {
  /** The superuser: sets the stage. */
  readonly ownerUrl: string;
  /** The role that casts and closes. */
  readonly applicationUrl: string;
  readonly closes: number;
  /** The function that takes ballots in. Default: the real one. */
  readonly cast?: 'cast_ballot' | WrongBox;
  /** Everybody casts again and again, as fast as the database answers. Default 12. */
  readonly voters?: number;
  /** Ends with the first close that counted wrongly: enough for a box that is expected to. */
  readonly untilWrong?: boolean;
};

export type RaceResult = {
  readonly closes: number;
  /** Ballots that were acknowledged after their commit. */
  readonly acked: number;
  /** Closes after which somebody's last acknowledged ballot was not the one counted. */
  readonly wrong: number;
};

/**
 * Closes votes under load. Each voter numbers the own ballots and remembers the last one that was acknowledged;
 * what the close counted, read in its own transaction, must be exactly that, for everybody.
 */
export async function closeRace(race: CloseRace): Promise<RaceResult> {
  const { closes, cast = 'cast_ballot', voters = 12, untilWrong = false } = race;
  const pool = new pg.Pool({ connectionString: race.applicationUrl, max: voters + 1 });
  const owner = new pg.Client({ connectionString: race.ownerUrl });
  await owner.connect();
  try {
    const { network, accounts } = await assemble(owner, voters);
    const sum = { closes: 0, acked: 0, wrong: 0 };
    while (sum.closes < closes && !(untilWrong && sum.wrong > 0)) {
      const vote = await openDueVote(owner, { network, number: sum.closes + 1 });
      const casting = Promise.all(accounts.map((account) => castUntilClosed(pool, { cast, vote, account })));
      await sleep(2 + Math.random() * 12);
      const counted = await close(pool, { vote, network });
      const last = await casting;
      sum.closes += 1;
      sum.acked += last.reduce((total, choice) => total + choice, 0);
      if (last.some((choice, voter) => (counted.get(accounts[voter] ?? '') ?? 0) !== choice)) sum.wrong += 1;
    }
    return sum;
  } finally {
    await pool.end();
    await owner.end();
  }
}

/** Casts 1, 2, 3 ... and returns the last one that was acknowledged. */
async function castUntilClosed(pool: pg.Pool, { cast, vote, account }: { cast: string; vote: string; account: string }): Promise<number> {
  for (let choice = 1; ; choice += 1) {
    const { rows } = await pool.query<{ kind: string }>({
      name: `race.${cast}`,
      text: `select kind from ${cast}($1, $2, $3, now() - interval '1 hour')`,
      values: [vote, account, JSON.stringify(choice)],
    });
    if (rows[0]?.kind !== 'counted') return choice - 1;
  }
}

/** As the lifecycle does it. Returns the counted choice of each account. */
async function close(pool: pg.Pool, { vote, network }: { vote: string; network: string }): Promise<ReadonlyMap<string, number>> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('coop.network', $1, true)", [network]);
    await client.query('select begin_counting($1)', [vote]);
    await client.query('commit');
    await client.query('begin');
    await client.query("select set_config('coop.network', $1, true)", [network]);
    await client.query('select finish_vote($1)', [vote]);
    const { rows } = await client.query<{ account: string; choice: number }>(
      `select account.id as account, counted.choice
       from counted_ballots($1) as counted join elector on elector.vote_id = $1 and elector.tag = counted.tag
       join account on account.person_id = elector.person_id`,
      [vote],
    );
    await client.query('commit');
    return new Map(rows.map(({ account, choice }) => [account, choice]));
  } finally {
    client.release();
  }
}

async function assemble(owner: pg.Client, voters: number): Promise<{ network: string; accounts: readonly string[] }> {
  const network = randomUUID();
  const accounts = Array.from({ length: voters }, () => randomUUID());
  await owner.query('insert into network (id, name, console, created_at) values ($1, $2, false, now())', [network, `Race ${network}`]);
  await owner.query(
    `with met as (insert into person (id, created_at) select id, now() from unnest($1::uuid[]) as given (id) returning id),
      joined as (insert into membership (network_id, person_id, status, since) select $2, id, 'member', now() from met)
    insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
      select id, id, 'discord', 'race', id::text, 'Voter', now() from met`,
    [accounts, network],
  );
  return { network, accounts };
}

/** Its deadline has passed already, so that only the barrier stands between the last ballot and the count. */
async function openDueVote(owner: pg.Client, { network, number }: { network: string; number: number }): Promise<string> {
  const vote = randomUUID();
  await owner.query(
    `insert into vote (id, network_id, number, question, options, method, rules, status, opened_at, closes_at)
     values ($1, $2, $3, 'Which?', '[]', 'single', '{}', 'open', now() - interval '1 day', now() - interval '1 second')`,
    [vote, network, number],
  );
  await owner.query('select enrol_electors($1)', [vote]);
  return vote;
}
