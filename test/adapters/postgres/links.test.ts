import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLedger } from '../../../adapters/postgres/ledger.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const issue = ({ account }: Somebody, holder?: string) => world.act(({ links }) => links.issue(account, holder));
const redeem = (code: string, { account }: Somebody) => world.act(({ links }) => links.redeem(code, account));
/** The code is shown to the first and repeated by the second. */
const link = async (shown: Somebody, repeating: Somebody) => redeem((await issue(shown)).code, repeating);
const cast = ({ id }: Vote, { account }: Somebody, choice: string | null) =>
  world.act(({ ballots }) => ballots.cast({ vote: id, account, choice, castAt: new Date(Date.now() - 60_000) }));
const counted = ({ id }: Vote) => world.look<{ tag: string; choice: unknown }>('select * from counted_ballots($1)', [id]);
const tagOf = async ({ id }: Vote, { person }: Somebody) =>
  (await world.look<{ tag: string }>('select tag from elector where vote_id = $1 and person_id = $2', [id, person]))[0]?.tag;
const meetTwo = async () => [await world.meet('Ada'), await world.meet('Ada elsewhere', 'matrix')] as const;

describe('a code', () => {
  it('makes one person of two accounts, in whatever way it is typed', async () => {
    const [older, younger] = await meetTwo();
    const { code, expiresAt } = await issue(younger);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    const linked = await redeem(` ${code.toLowerCase().replace('-', ' ')} `, older);
    expect(linked).toEqual({
      person: older.person,
      with: { id: younger.account, platform: 'matrix', displayName: 'Ada elsewhere' },
      votes: [],
      moot: [],
    });
    const accounts = await world.act(({ people }) => people.accounts(older.person));
    expect(accounts.map(({ displayName }) => displayName)).toEqual(['Ada', 'Ada elsewhere']);
  });

  it('for one account works for no other', async () => {
    const [ada, elsewhere] = await meetTwo();
    const { code } = await issue(ada, 'matrix/ada elsewhere');
    const mallory = await world.meet('Ada elsewhere', 'discord');
    await expect(redeem(code, mallory)).rejects.toMatchObject({ code: 'people.link-unknown' });
    expect(await redeem(code, elsewhere)).toMatchObject({ with: { displayName: 'Ada' } });
  });

  it('is stored as a hash only', async () => {
    const [ada] = await meetTwo();
    const { code } = await issue(ada);
    const [row] = await world.look<{ code_hash: Buffer }>('select code_hash from link_code where account_id = $1', [ada.account]);
    expect(row?.code_hash).toHaveLength(32);
    expect(row?.code_hash.toString('latin1')).not.toContain(code);
  });

  it('works once, for one of two who repeat it at the same time', async () => {
    const [ada, elsewhere] = await meetTwo();
    const thief = await world.meet('Thief');
    const { code } = await issue(ada);
    const outcomes = await Promise.allSettled([redeem(code, elsewhere), redeem(code, thief)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(redeem(code, await world.meet('Late'))).rejects.toMatchObject({ code: 'people.link-unknown' });
  });

  it('stops working when a newer one is issued, and after a quarter of an hour', async () => {
    const [ada, elsewhere] = await meetTwo();
    const { code: outdated } = await issue(ada);
    const { code } = await issue(ada);
    await expect(redeem(outdated, elsewhere)).rejects.toMatchObject({ code: 'people.link-unknown' });
    world.wait(15 * 60_000);
    await expect(redeem(code, elsewhere)).rejects.toMatchObject({ code: 'people.link-expired' });
  });

  it('is of no use to its own account, nor between accounts that are linked; and is not used up by trying', async () => {
    const [ada, elsewhere] = await meetTwo();
    const { code } = await issue(ada);
    await expect(redeem(code, ada)).rejects.toMatchObject({ code: 'people.link-own-code' });
    await redeem(code, elsewhere);
    await expect(link(ada, elsewhere)).rejects.toMatchObject({ code: 'people.link-same-person' });
  });

  it('cannot be guessed: after five wrong ones even the right one is refused, until the window has passed', async () => {
    const [ada, guesser] = await meetTwo();
    for (const guess of ['AAAA-AAAA', 'nonsense', '', '0000 0000', 'ZZZZZZZZ'])
      await expect(redeem(guess, guesser)).rejects.toMatchObject({ code: 'people.link-unknown' });
    const { code } = await issue(ada);
    await expect(redeem(code, guesser)).rejects.toMatchObject({ code: 'people.link-too-many-guesses' });
    world.wait(15 * 60_000);
    await expect(link(ada, guesser)).resolves.toMatchObject({ person: ada.person });
  });
});

describe('two persons who become one', () => {
  it('keep the older one, its settings first, and the better membership in every network', async () => {
    const [older, younger] = await meetTwo();
    const friend = await world.meet('Friend');
    const [both, asked, mine, theirs] = [
      await world.found([friend, older, younger]),
      await world.found([friend, younger]),
      await world.found([older]),
      await world.found([younger]),
    ];
    await world.act(async ({ members, people }) => {
      await members.ask(asked.id, older.person);
      await people.change(older.person, { timeZone: 'Europe/Berlin' });
      await people.change(younger.person, { timeZone: 'Asia/Tokyo', language: 'ja' });
    });
    await link(younger, older);
    await world.act(async ({ members, people, networks }) => {
      for (const network of [both, asked, mine, theirs]) expect(await members.status(network.id, older.person)).toBe('member');
      expect(await members.count(both.id)).toBe(2);
      expect(await people.settings(older.person)).toMatchObject({ timeZone: 'Europe/Berlin', language: 'ja' });
      expect(await networks.of(older.person)).toHaveLength(4);
      expect(await networks.of(younger.person)).toEqual([]);
    });
    const entries = await world.act((_, session) => readLedger(session, both.id));
    expect(entries.at(-1)).toMatchObject({ kind: 'member.merged', body: { person: younger.person, into: older.person } });
    expect((await world.act((_, session) => readLedger(session, mine.id))).at(-1)?.kind).toBe('member.admitted');
  });

  it('vouch once, and not for themselves', async () => {
    const [older, younger] = await meetTwo();
    const friend = await world.meet('Friend');
    const network = await world.found([friend, older]);
    const candidate = await world.meet('Candidate');
    await world.act(async ({ members }) => {
      await members.ask(network.id, younger.person);
      await members.ask(network.id, candidate.person);
      for (const voucher of [friend, older]) await members.vouch(network.id, { candidate: younger.person, voucher: voucher.person });
      for (const voucher of [older, younger]) await members.vouch(network.id, { candidate: candidate.person, voucher: voucher.person });
    });
    await link(older, younger);
    expect(
      await world.look('select candidate_id, voucher_id from vouch where network_id = $1 order by candidate_id = $2', [
        network.id,
        candidate.person,
      ]),
    ).toEqual([
      { candidate_id: older.person, voucher_id: friend.person },
      { candidate_id: candidate.person, voucher_id: older.person },
    ]);
  });

  it.each([
    ['the later ballot', ['older A', 'younger B'], 'B', 'younger'],
    ['the later ballot, either way round', ['younger B', 'older A'], 'A', 'older'],
    ['the only ballot', ['younger B'], 'B', 'younger'],
    ['the ballot that was not withdrawn', ['older A', 'younger B', 'younger withdraws'], 'A', 'older'],
    ['the ballot that was not withdrawn, either way round', ['younger B', 'older A', 'older withdraws'], 'B', 'younger'],
    ['what was said after a withdrawal', ['older A', 'older withdraws', 'younger B'], 'B', 'younger'],
  ])('count once in the middle of a vote: %s', async (_, steps, choice, whose) => {
    const [older, younger] = await meetTwo();
    const vote = await world.openVote(await world.found([older, younger]));
    const who = { older, younger };
    const tags = { older: await tagOf(vote, older), younger: await tagOf(vote, younger) };
    for (const step of steps) {
      const [name, said] = step.split(' ');
      await cast(vote, name === 'older' ? older : younger, said === 'withdraws' ? null : (said ?? ''));
    }
    await link(older, younger);
    const tag = whose === 'older' ? tags.older : tags.younger;
    expect(await counted(vote)).toEqual([{ tag, choice }]);
    expect(await world.act(({ votes }) => votes.turnout(vote))).toEqual({ voted: 1, electors: 1, active: 1 });
    for (const somebody of Object.values(who)) expect(await cast(vote, somebody, 'C')).toMatchObject({ kind: 'counted', receipt: tag });
    expect(await counted(vote)).toEqual([{ tag, choice: 'C' }]);
  });

  it('have no ballot when both withdrew', async () => {
    const [older, younger] = await meetTwo();
    const vote = await world.openVote(await world.found([older, younger]));
    for (const somebody of [older, younger]) for (const choice of ['A', null]) await cast(vote, somebody, choice);
    await link(older, younger);
    expect(await counted(vote)).toEqual([]);
  });

  it('may both use their account in a vote for which only one of them was an elector', async () => {
    const [older, younger] = await meetTwo();
    const vote = await world.openVote(await world.found([younger]), { openedBy: younger.person });
    expect(await cast(vote, older, 'A')).toEqual({ kind: 'not-an-elector' });
    await link(older, younger);
    expect(await cast(vote, older, 'A')).toMatchObject({ kind: 'counted' });
    expect(await world.act(({ votes }) => votes.byId(vote.network, vote.id))).toMatchObject({ openedBy: older.person });
  });

  it('leave a vote that was closed as it was published', async () => {
    const [older, younger] = await meetTwo();
    const vote = await world.openVote(await world.found([older, younger]));
    for (const [somebody, choice] of [[older, 'A'] as const, [younger, 'B'] as const]) await cast(vote, somebody, choice);
    const tags = [await tagOf(vote, older), await tagOf(vote, younger)];
    await world.look(`update vote set closes_at = clock_timestamp() - interval '1 second' where id = $1`, [vote.id]);
    await world.look('select begin_counting($1), finish_vote($1)', [vote.id]);
    await link(older, younger);
    expect([await tagOf(vote, older), await tagOf(vote, younger)]).toEqual(tags);
  });

  it('are found by the vote about admitting the younger one, and need only one such vote', async () => {
    const [older, younger] = await meetTwo();
    const network = await world.found([await world.meet('Founder')]);
    const about = async ({ person }: Somebody) => {
      await world.act(({ members }) => members.ask(network.id, person));
      return world.openVote(network, { purpose: { kind: 'admission', person } });
    };
    const [first, second] = [await about(younger), await about(older)];
    expect((await link(older, younger)).moot).toEqual([{ network: network.id, vote: second.id }]);
    expect(await world.act(({ people }) => people.ids(older.person))).toEqual([older.person, younger.person]);
    const third = await world.meet('Ada, a third time', 'slack');
    await world.act(({ members }) => members.admit(network.id, third.person));
    expect((await link(older, third)).moot).toEqual([first, second].map(({ id }) => ({ network: network.id, vote: id })));
  });

  it('are known by the old id as well: admitting or telling it reaches the person that is left', async () => {
    const [older, younger] = await meetTwo();
    const network = await world.found([await world.meet('Founder')]);
    await link(older, younger);
    await world.act(async ({ members, messenger }) => {
      await members.admit(network.id, younger.person);
      await messenger.tell(younger.person, { occasion: 'test', message: { text: [] } });
    });
    expect(await world.act(({ members }) => members.status(network.id, older.person))).toBe('member');
    expect(await world.look('select delivery from outbox where key like $1', ['%' + younger.person])).toHaveLength(1);
  });

  it('can be linked all at once, in a circle and under load, and end as one person with one ballot', async () => {
    const crowd = await Promise.all(Array.from({ length: 5 }, (_, turn) => world.meet(`Account ${turn}`)));
    const [first, ...others] = crowd;
    if (first === undefined) throw new Error('nobody came');
    const vote = await world.openVote(await world.found([first, ...others]));
    const codes = await Promise.all(crowd.map((each) => issue(each)));
    const linking = crowd.map((somebody, turn) => redeem(codes[(turn + 1) % crowd.length]?.code ?? '', somebody));
    const casting = crowd.flatMap((somebody) => ['A', 'B', null, 'C'].map((choice) => cast(vote, somebody, choice)));
    await Promise.allSettled([...linking, ...casting]);
    for (let turn = 1; turn < crowd.length; turn += 1) await link(first, crowd[turn] ?? first).catch(() => {});
    const persons = await world.look('select distinct person_id from account where id = any($1)', [crowd.map(({ account }) => account)]);
    expect(persons).toHaveLength(1);
    expect(await world.look('select from elector where vote_id = $1', [vote.id])).toHaveLength(1);
    expect((await counted(vote)).length).toBeLessThanOrEqual(1);
  });
});
