import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readLedger } from '../../../adapters/postgres/ledger.ts';
import { createUndecidedJuries } from '../../../adapters/postgres/moderation.ts';
import { createPublishedOutcomes } from '../../../adapters/postgres/outcomes.ts';
import { verifyLedger } from '../../../core/ledger/verify.ts';
import { answerAsJuror } from '../../../core/moderation/answer-as-juror.ts';
import { askAbout } from '../../../core/moderation/ask-about.ts';
import { juryOrder } from '../../../core/moderation/jury-order.ts';
import { platformDeleted } from '../../../core/moderation/platform-deleted.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { Asked } from '../../../core/ports/moderation.ts';
import type { Network } from '../../../core/ports/networks.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { moderatedVotes } from '../../../core/voting/moderated-votes.ts';
import { recount } from '../../../core/voting/recount.ts';
import { createJuryActivities } from '../../../workflows/moderation/activities.ts';
import { countVote } from '../../../core/voting/count.ts';
import { createVoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import type { Ports } from '../../../adapters/postgres/ports.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => void (world = await createPortWorld()));
afterAll(() => world[Symbol.asyncDispose]());

const question = 'Where does Ann Smith live?';

async function ask(network: Network, { person }: Somebody, vote: Vote, asked: Asked = 'hide') {
  return world.act(async (ports) => {
    const text = await moderatedVotes.byId(network.id, vote.id, ports);
    if (text === null) throw new Error('no such vote');
    return askAbout(moderatedVotes, { network: network.id, person, text, asked, reason: null }, ports);
  });
}

/** Ten members, and an open vote of the first. */
async function found(size = 10) {
  const members: Somebody[] = [];
  for (let place = 0; place < size; place += 1) members.push(await world.meet(`Member ${place}`));
  const [author, ...others] = members;
  if (author === undefined) throw new Error('nobody is there');
  const network = await world.found([author, ...others]);
  const vote = await world.openVote(network, { question, openedBy: author.person, openedAt: new Date() });
  return { network, vote, author, others };
}

const steps = () => createJuryActivities<Ports>({ transact: (work) => world.act((ports) => work(ports)), kinds: [moderatedVotes] });

const jury = async (vote: Vote) =>
  world.look<{ person: string; answer: string | null; case: string; seed: string }>(
    `select juror.person_id as person, answer, about.id as case, seed from moderation_juror juror
     join moderation_case about on about.id = juror.case_id where about.text_id = $1 order by due_at`,
    [vote.id],
  );

const read = async (vote: Vote) => world.act(({ votes }) => votes.byId(vote.network, vote.id));

describe('members and juries', () => {
  test('reports at the same moment are counted one after the other, and one jury is drawn', async () => {
    const { network, vote, others } = await found();
    const asked = await Promise.allSettled(others.slice(0, 6).map((member) => ask(network, member, vote)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await jury(vote)).toHaveLength(5);
    expect((await read(vote))?.question).toBe('Hidden until a jury of members decides');
    const starts = await world.look<{ key: string }>(
      "select key from outbox where network_id = $1 and platform = 'temporal' and key like 'jury:%'",
      [network.id],
    );
    expect(starts).toHaveLength(1);
  });

  test('the draw can be repeated from the ledger, which stays intact', async () => {
    const { network, vote, author, others } = await found();
    for (const member of others.slice(0, 3)) await ask(network, member, vote);
    const entries = await world.act((_, session) => readLedger(session, network.id));
    const { hashing, signing, verifying } = world.parts;
    expect(verifyLedger(entries, { hashing, verifying, publicKey: signing.publicKey })).toMatchObject({ intact: true });
    const deciding = entries.findLast(({ kind }) => kind === 'moderation.asked');
    const asking = new Set(
      entries.filter(({ kind }) => kind === 'moderation.asked').map(({ body }) => z.object({ by: z.string() }).parse(body).by),
    );
    const possible = others.map(({ person }) => person).filter((person) => !asking.has(person) && person !== author.person);
    const drawn = juryOrder(deciding?.hash ?? '', possible, hashing).slice(0, 5);
    expect(entries.find(({ kind }) => kind === 'moderation.drawn')?.body).toMatchObject({ seed: deciding?.hash, drawn });
  });

  test('who becomes one person with another has one voice', async () => {
    const { network, vote, others } = await found();
    const [bea, cem, dan] = others;
    if (bea === undefined || cem === undefined || dan === undefined) throw new Error('too few');
    await ask(network, bea, vote);
    await ask(network, cem, vote);
    await world.look('select merge_people($1, $2)', [bea.person, cem.person]);
    expect(await ask(network, dan, vote)).toMatchObject({ asking: 2, jury: false });
    await expect(ask(network, bea, vote)).rejects.toThrow('moderation.asked-before');
  });

  test('fresh accounts do not count about what was written before they came', async () => {
    const { network, vote } = await found();
    const fresh = await world.meet('Fresh');
    await world.act(({ members }) => members.admit(network.id, fresh.person));
    await world.look("update membership set since = since + interval '1 hour' where person_id = $1", [fresh.person]);
    await expect(ask(network, fresh, vote)).rejects.toThrow('moderation.too-new');
  });

  test('who is silent is replaced by the next of the draw, and a jury of the silent follows the charter', async () => {
    const { network, vote, others } = await found(12);
    for (const member of others.slice(0, 3)) await ask(network, member, vote);
    const [first] = await jury(vote);
    const ref = { network: network.id, case: first?.case } as Parameters<ReturnType<typeof steps>['bringJuryOn']>[0];
    expect((await steps().bringJuryOn(ref)).wait).toBeGreaterThan(86_400_000);
    const expire = () =>
      world.look("update moderation_juror set due_at = now() - interval '1 minute' where case_id = $1 and answer is null", [ref.case]);
    await expire();
    expect((await steps().bringJuryOn(ref)).wait).toBeGreaterThan(86_400_000);
    expect((await jury(vote)).filter(({ answer }) => answer === null)).toHaveLength(3);
    expect((await jury(vote)).filter(({ answer }) => answer === 'silent')).toHaveLength(5);
    await expire();
    expect(await steps().bringJuryOn(ref)).toEqual({ wait: null });
    expect(await read(vote)).toMatchObject({ question });
    expect(await steps().bringJuryOn(ref)).toEqual({ wait: null });
    expect(await createUndecidedJuries(world.database).undecided()).not.toContainEqual(ref);
  });

  test('a step takes nothing but ids', async () => {
    const stranger = { network: "' or true", case: 'x' } as unknown as Parameters<ReturnType<typeof steps>['bringJuryOn']>[0];
    await expect(steps().bringJuryOn(stranger)).rejects.toThrow(/uuid/i);
  });

  test('a jury is seen by its network alone', async () => {
    const { network, vote, others } = await found();
    for (const member of others.slice(0, 3)) await ask(network, member, vote);
    const elsewhere = await found(1);
    const seen = await world.act(async (_, session) => {
      await session.enter(elsewhere.network.id);
      return (await session.sql.query('select id from moderation_case union select case_id from moderation_juror')).rows;
    });
    expect(seen).toEqual([]);
  });
});

describe('an outcome', () => {
  const close = async (vote: Vote) => {
    const lifecycle = createLifecycle({ database: world.database, bind: (session) => bindPorts(session, world.parts), lateness: () => 0 });
    const activities = createVoteActivities({
      lifecycle,
      sweeps: [],
      count: (closing) => countVote(closing, world.parts),
      pageOf: world.parts.pages.ofVote,
    });
    await world.look('update vote set closes_at = now() where id = $1', [vote.id]);
    const ref = { network: vote.network, vote: vote.id };
    await activities.beginCounting(ref);
    await activities.publishVote(ref);
  };
  const hideByJury = async (network: Network, vote: Vote, others: readonly Somebody[]) => {
    for (const member of others.slice(0, 3)) await ask(network, member, vote);
    for (const { person } of (await jury(vote)).slice(0, 3)) {
      const juror = others.find((other) => other.person === person);
      if (juror === undefined) throw new Error('drawn from outside');
      await world.act((ports) =>
        answerAsJuror([moderatedVotes], { network: network.id, person: juror.person, number: 1, answer: 'hide', reason: null }, ports),
      );
    }
  };
  const posts = (network: Network) =>
    world.look<{ text: string }>(
      "select delivery::text as text from outbox where network_id = $1 and key like 'post:%' order by id desc limit 2",
      [network.id],
    );

  test.each(['before', 'after'] as const)('of words that a jury hid %s it closed shows other words, and can be recounted', async (when) => {
    const { network, vote, others } = await found();
    await world.act(({ spaces }) =>
      spaces.bind(network.id, { platform: PlatformName.parse('console'), installation: '', externalId: `room-${vote.id}` }),
    );
    await world.act(({ ballots }) => ballots.cast({ vote: vote.id, account: others[0]!.account, choice: 1, castAt: new Date() }));
    if (when === 'after') await close(vote);
    await hideByJury(network, vote, others);
    if (when === 'before') await close(vote);

    const outcomes = createPublishedOutcomes(world.database);
    const file: unknown = JSON.parse((await outcomes.file(vote.id)) ?? 'null');
    expect(JSON.stringify(file)).not.toMatch(/Ann Smith|Anchor|Beacon/u);
    expect(recount(file, world.parts)).toEqual([]);
    expect(await outcomes.find(vote.id)).toMatchObject({ ballots: 1, vote: { question: 'Hidden by a jury of members' } });
    expect((await read(vote))?.bundle?.hash).toBe((await outcomes.find(vote.id))?.hash);
    const shown = await posts(network);
    for (const { text } of shown) expect(text).not.toMatch(/Ann Smith|Anchor|Beacon/u);
    expect(shown.map(({ text }) => text).join('\n')).toContain(`https://coop.example/votes/${vote.id}`);

    await world.act(({ votes }) => votes.hide(vote, null));
    expect(await outcomes.file(vote.id)).toContain(question);
    expect(recount(JSON.parse((await outcomes.file(vote.id)) ?? ''), world.parts)).toEqual([]);
  });
});

describe('what the moderators of a platform delete', () => {
  test('is hidden everywhere, once, in the ledger, until a jury of members shows it again', async () => {
    const { network, vote, others } = await found();
    const deleted = { network: network.id, subject: `vote:${vote.id}`, platform: PlatformName.parse('discord') };
    expect(await world.act((ports) => platformDeleted([moderatedVotes], deleted, ports))).toBe(true);
    expect(await world.act((ports) => platformDeleted([moderatedVotes], deleted, ports))).toBe(false);
    expect((await read(vote))?.question).toBe("Deleted by a platform's own moderators");
    for (const member of others.slice(0, 3)) await ask(network, member, vote, 'show');
    expect((await read(vote))?.question).toBe("Deleted by a platform's own moderators");
    for (const { person } of (await jury(vote)).slice(0, 3)) {
      const juror = others.find((other) => other.person === person);
      await world.act((ports) =>
        answerAsJuror([moderatedVotes], { network: network.id, person: juror!.person, number: 1, answer: 'keep', reason: null }, ports),
      );
    }
    expect((await read(vote))?.question).toBe(question);
    const entries = await world.act((_, session) => readLedger(session, network.id));
    expect(entries.filter(({ kind }) => kind === 'moderation.deleted')).toHaveLength(1);
  });

  test('is nothing where it showed no text of a member', async () => {
    const { network } = await found(1);
    const deleted = { network: network.id, subject: 'digest:2026-11-26', platform: PlatformName.parse('discord') };
    expect(await world.act((ports) => platformDeleted([moderatedVotes], deleted, ports))).toBe(false);
  });
});
