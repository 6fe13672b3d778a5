import { describe, expect, it } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { Bundle } from '../../core/voting/bundle.ts';
import { recount } from '../../core/voting/recount.ts';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

describe.skipIf(!(await havePeers()))('a vote on Discord, from its opening to its outcome', { timeout: 30_000 }, () => {
  const { person, people, village, settled } = discordStory();
  const receipts = new Map<string, string>();
  const receiptIn = (text: string): string => /Receipt: (\S+)/.exec(text)?.[1] ?? 'none';

  it('is opened with every field, and announced with a button for each option', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob', 'cyd', 'dan');
    await ada.says('/vote open question:Which name? options:Anchor, Beacon for:2d method:single');
    await ada.reads(/Vote #1 is open until .*4 members can vote/);
    const announced = await bob.reads(/^Vote #1\nWhich name\?/);
    expect(announced).toMatch(/1\. Anchor\n2\. Beacon\n4 members can vote\. Open until [\d-]+T.*\(in a while\)/);
    expect(announced).toContain('/vote cast number:1 option:1');
    expect((await bob.canPress()).slice(-2)).toEqual(['Anchor', 'Beacon']);
  });

  it('takes ballots by a click, a slash command, a mention and a direct message, each answered to its voter alone', async () => {
    const { ada, bob, cyd, dan } = await people('ada', 'bob', 'cyd', 'dan');
    await bob.clicks('Anchor');
    receipts.set('bob', receiptIn(await bob.reads(/Counted in vote #1: Anchor\.[^]*Receipt: \S+/)));
    await cyd.says('/vote cast option:beacon');
    receipts.set('cyd', receiptIn(await cyd.reads(/Counted in vote #1: Beacon/)));
    await dan.says('@coop vote cast 1 Anchor');
    receipts.set('dan', receiptIn(await dan.reads(/Counted in vote #1: Anchor/)));
    await ada.says('vote cast 2', { direct: true });
    receipts.set('ada', receiptIn(await ada.reads(/Counted in vote #1: Beacon/)));

    expect(new Set(receipts.values()).size).toBe(4);
    for (const reader of ['ada', 'bob', 'cyd', 'dan', 'eva']) {
      const seen = (await (await person(reader)).sees()).join('\n');
      const readable = [...receipts].filter(([, receipt]) => seen.includes(receipt)).map(([voter]) => voter);
      expect(readable).toEqual(receipts.has(reader) ? [reader] : []);
    }
  });

  it('says how many voted and what oneself voted, not what the others did', async () => {
    const bob = await person('bob');
    await bob.says('/vote status');
    const status = await bob.reads(/4 of 4 voted/);
    expect(status).toMatch(/Your ballot: Anchor/);
    expect(status).not.toMatch(/\b[1-4] (?:votes?|for)\b|wins/);
  });

  it('lets a ballot be changed, withdrawn and cast again, with the same receipt', async () => {
    const { cyd, dan } = await people('cyd', 'dan');
    await dan.says('/vote change option:Beacon');
    expect(receiptIn(await dan.reads(/Beacon.*replaces your earlier ballot: Anchor/))).toBe(receipts.get('dan'));
    await dan.clicks('Beacon');
    await dan.reads(/said this already.*once/);
    await cyd.says('/vote withdraw');
    expect(receiptIn(await cyd.reads(/withdrawn.*It was: Beacon/))).toBe(receipts.get('cyd'));
    await cyd.says('/vote withdraw');
    await cyd.reads(/no ballot in vote #1/);
    await cyd.says('/vote status');
    await cyd.reads(/3 of 4 voted/);
  });

  it('refuses who came later, what is no option, and to be closed by another than its opener', async () => {
    const { bob, eva } = await people('bob', 'eva');
    await eva.says('/join');
    await eva.reads('Welcome');
    await eva.clicks('Anchor');
    await eva.reads(/became a member .*after vote #1 was opened/);
    await bob.says('/vote cast option:Zebra');
    await bob.reads(/no option “Zebra”.*1 Anchor, 2 Beacon/);
    await bob.says('/vote close');
    await bob.reads(/Only the member who opened vote #1/);
  });

  it('is closed by its opener: the announcement is edited in place and the outcome posted once', async () => {
    const { ada, bob, eva } = await people('ada', 'bob', 'eva');
    const before = (await bob.sees()).length;
    await ada.says('/vote close');
    await bob.reads(/Vote #1 is closed/);
    await bob.reads(/^Vote #1 is over\nWhich name\?\nBeacon wins\.\nAll figures/);
    const outcome = await bob.reads(/^Vote #1 is over\nWhich name\?\nBeacon wins\.\nBeacon █/);
    expect(outcome).toMatch(/Beacon █+░* 2\nAnchor █+░* 1\n[^]*3 of 4 members voted/);
    await settled();
    const seen = await bob.sees();
    expect(seen).toHaveLength(before + 2);
    expect(seen.filter((text) => text.includes('Which name?') && /2 of|Beacon wins/.test(text))).toHaveLength(2);
    expect(await eva.canPress()).not.toContain('Anchor');
  });

  it('can be counted again by anybody, from the file on its page', async () => {
    const cyd = await person('cyd');
    const page = await cyd.follows('See all ballots and save the file');
    expect(await (await fetch(page)).text()).toContain('Which name?');
    const file: unknown = await (await fetch(`${page}/outcome.json`)).json();
    expect(recount(file, { hashing, verifying })).toEqual([]);
    const { ballots, electors } = Bundle.parse(file);
    const places = new Map(ballots.map(({ tag, choice }) => [tag, choice]));
    expect(electors).toBe(4);
    expect(places).toEqual(
      new Map([
        [receipts.get('ada'), 1],
        [receipts.get('bob'), 0],
        [receipts.get('dan'), 1],
      ]),
    );
    const changed = { ...Bundle.parse(file), ballots: ballots.slice(1) };
    expect(recount(changed, { hashing, verifying })).not.toEqual([]);
  });

  it('is over for everybody afterwards, and says how it ended', async () => {
    const { cyd, eva } = await people('cyd', 'eva');
    await cyd.says('/vote cast number:1 option:Anchor');
    await cyd.reads(/ended on [^]*Beacon wins/);
    await cyd.says('/vote cast option:Anchor');
    await cyd.reads(/No vote is open/);
    await eva.says('/vote list');
    await eva.reads(/#1 Which name\? Beacon wins/);
    await eva.chooses('#1 Which name?');
    await eva.reads(/Beacon █+/);
  });
});
