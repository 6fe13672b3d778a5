import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { unlimited } from '../../../adapters/postgres/pace.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import { startRelay } from '../../../adapters/postgres/relay.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { Charter } from '../../../core/charter/charter.ts';
import type { Lifecycle } from '../../../core/ports/lifecycle.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import type { Message } from '../../../core/text/text.ts';
import { reminder } from '../../../core/voting/reminder.ts';
import { testSecret } from '../../servers/database.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let lifecycle: Lifecycle;
beforeAll(async () => {
  world = await createPortWorld();
  lifecycle = createLifecycle({ database: world.database, bind: (session) => bindPorts(session, world.parts), lateness: () => 0 });
});
afterAll(() => world[Symbol.asyncDispose]());

const hour = 3_600_000;

/** A vote of four hours among these, of which one has an hour and a half left: its one reminder is due. */
async function dueVote(first: Somebody, ...others: readonly Somebody[]): Promise<Vote> {
  const network = await world.found([first, ...others]);
  const vote = await world.openVote(network, { openedAt: new Date(Date.now() - 2.5 * hour), closesAt: new Date(Date.now() + 1.5 * hour) });
  return vote;
}

const refOf = ({ network, id }: Vote) => ({ network, vote: id });
const cast = (vote: Vote, { account }: Somebody, choice: number | null = 0) =>
  world.act(({ ballots }) => ballots.cast({ vote: vote.id, account, choice, castAt: new Date() }));
const remind = (vote: Vote) => lifecycle.remind(refOf(vote), reminder);

/** Whom the outbox is to remind of it, in no order. */
async function reminded({ id }: Vote): Promise<readonly string[]> {
  const rows = await world.look<{ person: string }>(
    `select account.person_id as person from outbox join account on account.id::text = outbox.delivery ->> 'account'
     where outbox.key like 'tell:reminder:' || $1 || ':%' order by outbox.key`,
    [id],
  );
  return rows.map(({ person }) => person);
}

describe('a reminder', () => {
  test('is for those who may vote and have not, once', async () => {
    const [ada, bob, cleo, dan] = [await world.meet('Ada'), await world.meet('Bob'), await world.meet('Cleo'), await world.meet('Dan')];
    const vote = await dueVote(ada, bob, cleo, dan);
    await cast(vote, ada);
    await cast(vote, bob);
    await cast(vote, bob, null); // taken back
    await world.act(({ people }) => people.change(cleo.person, { reminders: false }));
    await world.act(({ members }) => members.leave(vote.network, dan.person));
    expect(await lifecycle.look(refOf(vote))).toEqual({ status: 'open', wait: 0, reminds: true });
    await Promise.all([remind(vote), remind(vote)]);
    expect(await reminded(vote)).toEqual([bob.person]);
    expect(await lifecycle.look(refOf(vote))).toEqual({ status: 'open', wait: expect.any(Number) });
    await remind(vote);
    expect(await reminded(vote)).toEqual([bob.person]);
  });

  test('is not due before its time, under a charter without, or of a vote that is closed', async () => {
    const ada = await world.meet('Ada');
    const network = await world.found([ada]);
    const early = await world.openVote(network, { closesAt: new Date(Date.now() + 4 * hour) });
    const { wait } = await lifecycle.look(refOf(early));
    expect(wait).toBeLessThan(2.1 * hour);
    await remind(early);
    const closed = await dueVote(ada);
    await world.act(({ votes }) => votes.reschedule(closed, new Date()));
    expect(await lifecycle.look(refOf(closed))).toEqual({ status: 'open', wait: 0 });
    await remind(closed);
    const silent = await dueVote(ada);
    const none = Charter.parse({ votes: { reminders: 0 } });
    await world.look('update charter_version set rules = $2 where network_id = $1', [silent.network, JSON.stringify(none)]);
    expect(await lifecycle.look(refOf(silent))).toEqual({ status: 'open', wait: expect.any(Number) });
    await remind(silent);
    for (const vote of [early, closed, silent]) expect(await reminded(vote)).toEqual([]);
  });

  test('is not sent after the ballot or the close, nor where everybody reads it; on the way it holds what casts a ballot', async () => {
    const [ada, bob, cleo, dan] = [
      await world.meet('Ada', 'chat'),
      await world.meet('Bob', 'chat'),
      await world.meet('Cleo', 'square'),
      await world.meet('Dan', 'chat'),
    ];
    const vote = await dueVote(ada, bob, cleo);
    const ended = await dueVote(dan);
    for (const each of [vote, ended]) await remind(each);
    await cast(vote, bob);
    await world.act(({ votes }) => votes.cancel(ended));
    const sent: Message[] = [];
    const send = async ({ task }: { task: { kind: string; message?: Message } }) => {
      if (task.message !== undefined) sent.push(task.message);
      return { kind: 'sent', externalId: null } as const;
    };
    const relay = startRelay({
      database: world.database,
      senders: { chat: { send }, square: { send, isPublic: true } },
      seal: createSeal(testSecret),
      log: pino({ level: 'silent' }),
      poll: 50,
      limits: { default: unlimited },
    });
    onTestFinished(() => relay.stop());
    await vi.waitFor(
      async () => {
        const text =
          "select from outbox where key like 'tell:reminder:%' and status <> 'sent' and position($1 in key) + position($2 in key) > 0";
        const left = await world.look(text, [vote.id, ended.id]);
        expect(left).toEqual([]);
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]?.actions).toContainEqual(expect.objectContaining({ kind: 'button', say: expect.stringMatching(/^vote cast 1 /u) }));
    expect(sent[0]?.actions).toContainEqual(expect.objectContaining({ say: 'me set reminders off' }));
  });

  test('is wanted no more by one person of two, if one of them wanted none', async () => {
    const [one, other] = [await world.meet('Ada'), await world.meet('Ada too')];
    await world.act(({ people }) => people.change(other.person, { reminders: false }));
    await world.look('select merge_people($1, $2)', [one.person, other.person]);
    expect(await world.act(({ people }) => people.settings(one.person))).toMatchObject({ reminders: false });
  });
});
