import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonalTable } from '../../../core/people/personal-table.ts';
import pg from 'pg';
import { readLedger } from '../../../adapters/postgres/ledger.ts';
import { verifyLedger } from '../../../core/ledger/verify.ts';
import { features } from '../../../features/index.ts';
import { say } from '../../../core/text/text.ts';
import { searchDatabase } from '../../servers/search-everything.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let owner: pg.Client;
beforeAll(async () => {
  world = await createPortWorld();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world[Symbol.asyncDispose]();
});

const tables = features.flatMap(({ personal }): readonly PersonalTable[] => personal);
const addressOf = async ({ account }: Somebody) =>
  (await world.look<{ external_id: string }>('select external_id from account where id = $1', [account]))[0]?.external_id ?? '';

/** Somebody with two accounts who left a trace in every table that a person can leave one in. */
async function liveALife(name: string) {
  const [person, elsewhere, friend] = [
    await world.meet(name),
    await world.meet(`${name} elsewhere`, 'console'),
    await world.meet('Friend'),
  ];
  const addresses = [await addressOf(person), await addressOf(elsewhere)];
  const { code } = await world.act(({ links }) => links.issue(person.account));
  await world.act(({ links }) => links.redeem(code, elsewhere.account));
  await world.act(({ links }) => links.issue(person.account));
  const network = await world.found([friend, person]);
  const [asking, candidate] = [await world.found([friend]), await world.meet('Candidate')];
  const vote = await world.openVote(network, { openedBy: person.person });
  const former = await world.found([friend, person]);
  const exclusion = await world.openVote(former);
  await world.act(({ members }) => members.exclude(former.id, { person: person.person, vote: exclusion.id }));
  await world.act(async ({ members, ballots, people, messenger }) => {
    await members.ask(asking.id, person.person);
    await members.ask(network.id, candidate.person);
    await members.vouch(network.id, { candidate: candidate.person, voucher: person.person });
    await people.change(person.person, { timeZone: 'Europe/Berlin', language: 'de', quietHours: '22:00-07:00' });
    await ballots.cast({ vote: vote.id, account: person.account, choice: 'A', castAt: new Date(Date.now() - 60_000) });
    await messenger.tell(person.person, { occasion: `told ${name}`, message: { text: [] } });
  });
  const named = JSON.stringify({ text: [{ kind: 'paragraph', inlines: [say('networks.admitted', { name, network: 'Bakers' })] }] });
  await world.look(
    `insert into draft (account_id, conversation, command, answers, asking, expires_at)
     values ($1, 'here', 'vote open', jsonb_build_object('question', $2::text), 'options', now())`,
    [person.account, `by ${name}`],
  );
  await world.look(
    `insert into outbox (key, platform, installation, route, delivery, status) values
       ($1, 'discord', '', 'direct:' || $2, '{}', 'sent'),
       ($1 || ' aside', 'discord', '', 'channel', jsonb_build_object('kind', 'post', 'message', $3::jsonb), 'aside')`,
    [`sent to ${person.person}`, addresses[0], named],
  );
  await world.look(
    `insert into console_message (key, room, account, asker, reader, message, ordinal) values
       ('private ' || $1, null, $1, null, '{}', '{}', 1), ('room ' || $3::text, 'room', null, $2, '{}', '{}', 2), ('post ' || $3::text, 'room', null, null, '{}', $4, 3)`,
    [addresses[1], `${name} elsewhere`, person.person, named],
  );
  await world.look(`insert into console_reader (account, room, seen) values ($1, 'room', 1)`, [addresses[1]]);
  return { person, elsewhere, friend, network, asking, vote, addresses, names: [name, `${name} elsewhere`] };
}

describe('what is exported', () => {
  it('is every table that names the person, as the manifests say, and nobody else', async () => {
    const { person, addresses } = await liveALife('Wilhelmina');
    const other = await liveALife('Theodora');
    const exported = await world.act(({ privacy }) => privacy.export(person.person, tables));
    expect(Object.keys(exported).toSorted()).toEqual(
      tables
        .map(({ table }) => table)
        .filter((table) => !table.startsWith('moderation')) // nobody reported anything
        .toSorted(),
    );
    const text = JSON.stringify(exported);
    for (const own of ['Wilhelmina', 'Europe/Berlin', 'by Wilhelmina', ...addresses]) expect(text).toContain(own);
    for (const foreign of ['Theodora', ...other.addresses]) expect(text).not.toContain(foreign);
    expect(exported['link_code']).toEqual([expect.not.objectContaining({ code_hash: expect.anything() })]);
  });
});

describe('who is erased', () => {
  it('is named nowhere any more, in no column of any table', async () => {
    const { person, addresses, names } = await liveALife('Philomena');
    const neighbour = await liveALife('Rosamunde');
    expect((await searchDatabase(owner, [...addresses, ...names])).length).toBeGreaterThan(10);
    const before = await searchDatabase(owner, [...neighbour.addresses, ...neighbour.names]);
    await world.act(({ privacy }) => privacy.erase(person.person, tables));
    expect(await searchDatabase(owner, [...addresses, ...names])).toEqual([]);
    expect(await searchDatabase(owner, [...neighbour.addresses, ...neighbour.names])).toEqual(before);
    expect(await world.act(({ people }) => people.settings(person.person))).toEqual({
      timeZone: null,
      language: null,
      quietHours: null,
      reminders: true,
    });
  });

  it('leaves what was counted and the history as they are', async () => {
    const { person, network, vote } = await liveALife('Ludovica');
    const [counted, ledger] = [
      await world.look('select * from counted_ballots($1)', [vote.id]),
      await world.act((_, session) => readLedger(session, network.id)),
    ];
    await world.act(({ privacy }) => privacy.erase(person.person, tables));
    expect(counted).toHaveLength(1);
    expect(await world.look('select * from counted_ballots($1)', [vote.id])).toEqual(counted);
    const after = await world.act((_, session) => readLedger(session, network.id));
    expect(after).toEqual(ledger);
    const { hashing, signing, verifying } = world.parts;
    expect(verifyLedger(after, { hashing, verifying, publicKey: signing.publicKey })).toMatchObject({ intact: true });
    expect(await world.act(({ votes }) => votes.byId(network.id, vote.id))).toMatchObject({ openedBy: null });
  });

  it('is met as somebody new, and cannot speak with the voice of before', async () => {
    const { person, network, asking, addresses } = await liveALife('Cunegunde');
    await world.act(({ privacy }) => privacy.erase(person.person, tables));
    const [met] = await world.look<{ person: string; account: string }>(`select * from meet_author('discord', '', $1, 'Cunegunde')`, [
      addresses[0],
    ]);
    expect(met?.person).not.toBe(person.person);
    expect(met?.account).not.toBe(person.account);
    await world.act(({ messenger }) => messenger.tell(person.person, { occasion: 'too late', message: { text: [] } }));
    expect(await world.look(`select from outbox where key like 'tell:too late:%'`)).toEqual([]);
    for (const { id } of [network, asking]) expect(await world.act(({ members }) => members.status(id, person.person))).toBe('none');
  });

  it('is not erased while a vote about admitting them is being counted', async () => {
    const { person, asking } = await liveALife('Adelheid');
    const vote = await world.openVote(asking, { purpose: { kind: 'admission', person: person.person } });
    expect(
      await world.act(async ({ privacy }) => {
        const admissions = await privacy.erase(person.person, tables);
        return admissions;
      }),
    ).toEqual([{ network: asking.id, vote: vote.id }]);
    const again = await liveALife('Adelgunde');
    const counting = await world.openVote(again.asking, { purpose: { kind: 'admission', person: again.person.person } });
    await world.look(`update vote set status = 'counting' where id = $1`, [counting.id]);
    await expect(world.act(({ privacy }) => privacy.erase(again.person.person, tables))).rejects.toMatchObject({
      code: 'people.erase-later',
    });
    expect(await searchDatabase(owner, ['Adelgunde'])).not.toEqual([]);
  });
});
