import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchDatabase } from '../../servers/search-everything.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

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

/** What docs/secrecy.md admits: whoever reads the tables can join a choice with a person. It is so in these columns and in no other. */
it('the tables hold a receipt beside its elector, and a choice beside its account, and nowhere else', async () => {
  const [ada, bea] = [await world.meet('Ada'), await world.meet('Bea')];
  const vote = await world.openVote(await world.found([ada, bea]));
  const cast = await world.act(({ ballots }) =>
    ballots.cast({ vote: vote.id, account: ada.account, choice: 'a choice like no other', castAt: new Date() }),
  );
  const receipt = cast.kind === 'counted' ? cast.receipt : '';
  expect(receipt).toMatch(/^\w{5}-\w{5}$/u);
  expect(await searchDatabase(owner, [receipt])).toEqual([`elector.tag: ${receipt}`]);
  expect(await searchDatabase(owner, ['a choice like no other'])).toEqual(['ballot.choice: "a choice like no other"']);
});

it('a receipt comes from chance: the same people in the same order get others, in another order', async () => {
  const people = [await world.meet('Ada'), await world.meet('Bea'), await world.meet('Cem')] as const;
  const network = await world.found([...people]);
  const votes = [];
  for (let made = 0; made < 20; made += 1) votes.push((await world.openVote(network)).id);
  const rows = await world.look<{ vote: string; people: string; tags: string[] }>(
    `select vote_id as vote, string_agg(person_id::text, ' ' order by tag collate "C") as people, array_agg(tag) as tags
     from elector where vote_id = any($1) group by vote_id`,
    [votes],
  );
  expect(new Set(rows.flatMap(({ tags }) => tags)).size).toBe(60);
  expect(new Set(rows.map(({ people: order }) => order)).size).toBeGreaterThan(1);
});
