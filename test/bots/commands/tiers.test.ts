import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const ask = 'vote open "Which name?" --options Anchor,Beacon';

/** Ada and Bea, known for ten days; Bea has a second account on Slack since then, too. */
async function foundKnown() {
  const village = await foundBakers();
  const { ada, bea, person, later } = village;
  const again = person('Bea', 'slack');
  const [, code] = /`link ([^`]+)`/u.exec(await bea.says('link')) ?? [];
  await again.says(`link ${code}`);
  later(10 * day);
  for (const one of [ada, bea]) await one.says('me show');
  return village;
}

describe('a vote that states its tier', () => {
  test('is for those who are known so well: twenty fresh accounts gain no voice in it', async () => {
    const { ada, bea, person, stands, later, closeDue } = await foundKnown();
    const fresh = Array.from({ length: 20 }, (_, place) => person(`Sock${place}`));
    for (const sock of fresh) await sock.says('join Bakers');
    for (const sock of fresh) for (const other of fresh.slice(0, 3)) if (other !== sock) await sock.says(`vouch ${other.name}`);
    expect(await ada.says(`${ask} --tier 2`)).toContain('One member can vote.');
    expect(stands('kitchen').at(-1)).toContain('One member can vote. They are those of tier 2 and above.');
    for (const sock of fresh) {
      expect(await sock.says('vote cast Anchor')).toBe(
        'Vote #1 is for those who were members of tier 2 when it was opened. Say charter show tier to see what that takes in the next one.',
      );
    }
    expect(await ada.says('vote cast Anchor')).toContain('Vote #1 is for those who were members of tier 2');
    expect(await bea.says('vote cast Beacon')).toContain('Counted in vote #1: Beacon.');
    later(4 * day);
    await closeDue();
    expect(stands('kitchen').at(-1)).toContain('1 of 1 member voted.\nOnly members of tier 2 and above could vote.');
    expect(await ada.says(`${ask} --tier 1`)).toContain('2 members can vote.');
    expect(await ada.says(ask)).toContain('22 members can vote.');
  });

  test('knows somebody by the word of members who are known themselves, each once', async () => {
    const { ada, bea, person, later } = await foundKnown();
    const dan = person('Dan');
    await dan.says('join Bakers');
    await dan.says('vouch Ada');
    expect(await bea.says('vouch Ada')).toBe(
      'Noted: 2 members vouch for Ada now. 2 of tier 1 make tier 2; say charter show tier to see what tiers are for.',
    );
    await bea.says('vouch Ada');
    expect(await ada.says(`${ask} --tier 2`)).toContain('One member can vote.');
    later(8 * day);
    await dan.says('me show');
    expect(await ada.says(`${ask} --tier 2`)).toContain('2 members can vote.');
    expect(await ada.says('vouch Ada')).toContain('Nobody can vouch for themselves.');
  });

  test('asks for no less than the charter does, and for no tier that nobody reaches', async () => {
    const { ada, memory } = await foundKnown();
    for (const network of memory.state.networks) network.charter = { ...network.charter, tiers: { ...network.charter.tiers, votes: 1 } };
    await ada.says(`${ask} --tier 0`);
    expect(memory.state.votes[0]?.rules.tier).toEqual({ needed: 1, knownFor: 7 * day, vouches: 2 });
    const young = await foundBakers();
    expect(await young.ada.says(`${ask} --tier 1`)).toBe('Nobody in Bakers is of tier 1 yet, so nobody could vote. Ask for a lower one.');
    expect(young.memory.state.votes).toEqual([]);
  });

  test('may be needed to open one', async () => {
    const { ada, bea, memory, person } = await foundKnown();
    for (const network of memory.state.networks) network.charter = { ...network.charter, tiers: { ...network.charter.tiers, opening: 2 } };
    await person('Dan').says('join Bakers');
    const refused = 'By its charter whoever opens a vote in Bakers is of tier 2 at least. Say charter show tier to see what that takes.';
    for (const one of [ada, person('Dan')]) expect(await one.says(ask)).toBe(refused);
    expect(await bea.says(ask)).toContain('Vote #1 is open');
  });
});

describe('a network in which nobody is known well enough', () => {
  test('can still change its charter, admit and exclude: those of the highest tier there is decide', async () => {
    const { ada, memory, person } = await foundBakers('network create Bakers --admission voted');
    for (const network of memory.state.networks) network.charter = { ...network.charter, tiers: { ...network.charter.tiers, votes: 2 } };
    await person('Dan').says('join Bakers');
    expect(await ada.says('charter propose tier 0')).toContain('One member can vote.');
    expect(memory.state.votes.map(({ rules }) => rules.tier)).toEqual([undefined, undefined, undefined]);
  });

  test('uses tier 1 where somebody has that', async () => {
    const { ada, memory, later } = await foundBakers();
    for (const network of memory.state.networks) network.charter = { ...network.charter, tiers: { ...network.charter.tiers, votes: 2 } };
    later(10 * day);
    await ada.says('me show');
    expect(await ada.says('charter propose tier 0')).toContain('One member can vote.');
    expect(memory.state.votes[0]?.rules.tier?.needed).toBe(1);
  });
});
