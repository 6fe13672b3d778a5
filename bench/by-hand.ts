import pg from 'pg';
import { hall, platform } from './stage.ts';
import type { OpenedVote, Stage, Voter } from './stage.ts';

/** What somebody writes who has nothing but `pg` and these few statements: prepared, one pool, as many connections as the product. */
export type ByHand = {
  /**
   * One event in one transaction: inbox, the vote by the number that people say (`looksUp`), ballot, answer. Without looking
   * the vote up it is the least that could be written: as if everybody voted by the vote's id.
   */
  readonly event: (voter: Voter, choice: number, looksUp: boolean) => Promise<void>;
  /** The ballot alone, in one transaction. */
  readonly ballot: (voter: Voter, choice: number) => Promise<void>;
  /** Many ballots in one transaction. */
  readonly batch: (casts: readonly object[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function createByHand(stage: Stage, vote: OpenedVote): Promise<ByHand> {
  const pool = new pg.Pool({ connectionString: stage.applicationUrl, max: connections });
  const delivery = await deliveryOfProduct(stage);
  let events = 0;

  async function transact(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    await client.query('begin');
    await work(client);
    await client.query('commit');
    client.release();
  }

  const cast = async (client: pg.PoolClient, account: string, choice: number): Promise<void> => {
    const { rows } = await client.query<{ kind: string }>({
      name: 'cast',
      text: 'select kind, receipt, previous from cast_ballot($1, $2, $3, $4)',
      values: [vote.vote, account, JSON.stringify(choice), new Date()],
    });
    if (rows[0]?.kind !== 'counted') throw new Error(`a ballot by hand was not counted: ${rows[0]?.kind}`);
  };

  const lookUp = (client: pg.PoolClient) =>
    client.query({
      name: 'look-up',
      text: `select id, network_id, number, question, options, method, rules, purpose, status, opened_by, opened_at, closes_at, bundle
             from vote where network_id = $1 and number = $2`,
      values: [vote.network, vote.number],
    });

  return {
    event: (voter, choice, looksUp) =>
      transact(async (client) => {
        const id = `by-hand-${(events += 1)}`;
        const { rows } = await client.query<{ account: string }>({
          name: 'receive',
          text: 'select * from receive_event($1, $2, $3, $4, $5, $6)',
          values: [platform, '', id, voter.name, voter.name, hall],
        });
        if (looksUp) await lookUp(client);
        await cast(client, rows[0]?.account ?? '', choice);
        await client.query({
          name: 'answer',
          text: `insert into outbox (key, platform, installation, route, network_id, delivery, due_at)
                 values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond') on conflict (key) do nothing`,
          values: [`answer/${id}`, platform, '', `answer/${id}`, vote.network, delivery, 5_000],
        });
      }),
    ballot: (voter, choice) => transact((client) => cast(client, voter.account, choice)),
    batch: (casts) =>
      transact(async (client) => {
        const { rows } = await client.query<{ kind: string }>({
          name: 'cast-many',
          text: 'select kind, receipt, previous from cast_ballots($1) order by place',
          values: [JSON.stringify(casts)],
        });
        if (rows.some(({ kind }) => kind !== 'counted')) throw new Error('a ballot of a batch by hand was not counted');
      }),
    close: () => pool.end(),
  };
}

/** As many as the product has. */
const connections = 12;

/** What the product stores to be sent, so that both sides write rows of the same size. */
async function deliveryOfProduct({ look }: Stage): Promise<string> {
  const { rows } = await look.query<{ delivery: unknown }>(
    "select delivery from outbox where key like 'answer/%' order by id desc limit 1",
  );
  return JSON.stringify(rows[0]?.delivery);
}
