import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message, Status } from '../../core/text/text.ts';
import { paragraph } from '../../core/text/text.ts';
import { openPostOffice } from '../contracts/post-office.ts';
import { havePeers } from '../peers/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import type { GithubPerson } from './github-person.ts';
import { openGithubWorld } from './open-github.ts';
import type { GithubWorld } from './open-github.ts';

// GitHub's five seconds are the product's own number, and no test waits for them.
vi.mock('../../bots/github/lateness.ts', () => ({ lateness: 0 }));

for (const as of ['app', 'token'] as const) {
  describe.skipIf(!(await havePeers()))(`a vote on GitHub (${as})`, { timeout: 40_000 }, () => {
    const surprises: string[] = [];
    const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
    const people = new Map<string, Promise<GithubPerson>>();
    let opened: GithubWorld | null = null;
    const world = (): GithubWorld => {
      if (opened === null) throw new Error('the world is not open yet');
      return opened;
    };
    const person = (name: string, rights = {}): Promise<GithubPerson> => {
      const found = people.get(name) ?? world().github.person(name, rights);
      people.set(name, found);
      return found;
    };
    const look = async (query: string): Promise<readonly Record<string, unknown>[]> => {
      const client = new pg.Client({ connectionString: world().database.ownerUrl });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(query)).rows;
      } finally {
        await client.end();
      }
    };
    const settled = () =>
      vi.waitFor(async () => expect(await look("select key from outbox where status = 'due'")).toEqual([]), {
        timeout: 15_000,
        interval: 50,
      });
    const answersIn = async (words: string): Promise<number> => {
      const reader = await person('bob');
      return (await reader.sees()).join('\n').split(words).length - 1;
    };

    beforeAll(async () => {
      opened = await openGithubWorld({ as, log });
    }, temporalPatience);
    afterAll(async () => {
      const aside = await look("select platform, last_error from outbox where status = 'aside'");
      await world().close();
      expect(world().github.violations).toEqual([]);
      expect(aside).toEqual([]);
      expect(surprises).toEqual([]);
    }, 60_000);

    it('needs a place: a maintainer binds the repository, nobody else', async () => {
      const [ada, bob, cyd] = await Promise.all([person('ada', { manager: true }), person('bob'), person('cyd')]);
      await bob.says('/network create "Night Bakers"\n/space bind');
      await bob.reads(/founded[^]*(?:manage|may not|cannot)/i);
      expect(await look('select * from space')).toEqual([]);
      await ada.says('/coop join "Night Bakers"');
      await ada.reads('Welcome');
      await ada.says('I bind us:\n\n/space bind\n\n```\n/coop leave\n```\n> /coop leave');
      await ada.reads('belongs');
      await cyd.says('/coop join');
      await cyd.reads('Welcome');
    });

    it('is opened in a comment, announced where it was opened, and takes ballots there, each delivered twice and counted once', async () => {
      const [ada, bob, cyd] = await Promise.all([person('ada'), person('bob'), person('cyd')]);
      const issue = await ada.opensIssue({ title: 'A name', body: 'We need one.' });
      await ada.says('/vote open "Which name?" --options Anchor,Beacon --for 2d', { issue });
      await ada.reads(/Vote #1 is open until .*3 members can vote/);
      expect(await bob.reads(/^Vote #1\n[^]*Which name\?/)).toContain('/vote cast 1 ');
      expect((await bob.looks()).filter(({ text }) => text.includes('Which name?')).map((each) => each.issue)).toEqual([issue, issue]);
      world().github.repeat(2);
      await bob.clicks(/^Anchor/);
      await bob.reads(/Counted in vote #1: Anchor\.[^]*Receipt: \S+/);
      await cyd.says('I am for the second:\r\n  /vote cast 1 beacon  \r\nthough it is long.');
      await cyd.reads(/cyd \/vote cast 1 beacon[^]*Counted in vote #1: Beacon/);
      world().github.repeat(1);
      await settled();
      expect(await look('select event_id from inbox group by 1 having count(*) > 1')).toEqual([]);
      expect(await answersIn('Counted in vote')).toBe(2);
    });

    it('runs what an edit added and nothing twice, and answers a text in one comment', async () => {
      const cyd = await person('cyd');
      await cyd.says('/vote status 1');
      await cyd.reads(/2 of 3 voted/);
      const answers = (await cyd.looks()).length;
      await cyd.edits('/vote status 1\n/vote change 1 Anchor');
      expect(await cyd.reads(/Counted in vote #1: Anchor\.\nReceipt/)).toMatch(/2 of 3 voted/);
      await cyd.edits('/vote change 1 Anchor');
      await cyd.edits('/vote status 1\n/vote change 1 Anchor and a word');
      await cyd.edits('/vote change 1 Anchor\n/vote change 1 Beacon');
      const all = await cyd.reads(/Counted in vote #1: Beacon\./);
      expect(all.split('2 of 3 voted')).toHaveLength(3);
      expect((await cyd.looks()).length).toBe(answers);
    });

    it('counts no ballot that somebody wrote into the comment of another', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      const { act, repository } = world().github;
      await bob.says('I think about it.');
      const before = await look('select count(*) from inbox');
      const path = `/repos/${repository}/issues/comments/${bob.last()}`;
      await act(ada.token, { method: 'PATCH', path, body: { body: '/vote change 1 Beacon' } });
      await bob.says('/vote status 1');
      expect(await bob.reads(/2 of 3 voted/)).toContain('Your ballot: Anchor');
      expect(Number((await look('select count(*) from inbox'))[0]?.['count'])).toBe(Number(before[0]?.['count']) + 1);
    });

    it('answers once where the confirmation of the answer is lost, and where GitHub asks to wait', async () => {
      const { fault } = world().github;
      const ada = await person('ada');
      const isComment = ({ method, path }: { method: string; path: string }): boolean => method === 'POST' && path.endsWith('/comments');
      fault({ matches: isComment, does: { kind: 'lost-answer' } });
      await ada.says('/vote cast 1 Beacon');
      await ada.reads(/Counted in vote #1: Beacon/);
      await settled();
      expect(await answersIn('ada /vote cast 1 Beacon')).toBe(1);
      fault({ matches: isComment, does: { kind: 'rate-limit', seconds: 1 } });
      await ada.says('/vote status 1');
      await ada.reads(/3 of 3 voted/);
      await settled();
    });

    it('tells no secret', async () => {
      const bob = await person('bob');
      await bob.says('/coop link');
      expect(await bob.reads(/for your eyes only/)).not.toMatch(/link \w{4}-/);
    });

    it('finds a ballot that never arrived before it counts, and shows how it ended', async () => {
      const [ada, bob, dan] = await Promise.all([person('ada'), person('bob'), person('dan')]);
      world().github.lose('all');
      await bob.says('/vote change 1 Beacon');
      world().github.lose('none');
      await ada.says('/vote close 1');
      await ada.reads(/Vote #1 is closed/);
      const outcome = await dan.reads(/^Vote #1 is over\nWhich name\?\nBeacon wins\.\n+Beacon █/);
      expect(outcome).toMatch(/Beacon █+░* 3\nAnchor ░+ 0\n[^]*3 of 3 members voted/);
      await settled();
      expect((await dan.sees()).filter((text) => text.startsWith('Vote #1 is over'))).toHaveLength(2);
    });

    it('is an issue of its own where it was opened elsewhere, which is closed with it, and answers stand below it', async () => {
      const bob = await person('bob');
      const office = await openPostOffice(world().database, 'Night Bakers');
      const vote = (state: Status['state']): Message => ({
        text: [paragraph({ kind: 'quote', text: `It is ${state}` })],
        status: { thing: 'vote', number: 7, title: 'fixes #1 for @bob?', state },
      });
      const own = async () => (await bob.looks()).find(({ title }) => title.startsWith('Vote'));
      const isIssue = ({ method, path }: { method: string; path: string }): boolean => method === 'POST' && path.endsWith('/issues');
      world().github.fault({ matches: isIssue, does: { kind: 'lost-answer' } });
      await office.post('vote seven', vote('open'));
      await bob.reads(/^Vote #7: fixes #1 for @bob\?\nIt is open/);
      await settled();
      expect((await bob.looks()).filter(({ title }) => title.startsWith('Vote'))).toHaveLength(1);
      expect(await own()).toMatchObject({ comment: null, state: 'open', title: 'Vote #\u200B7: fixes #\u200B1 for @\u200Bbob?' });
      await bob.says('/vote list', { issue: (await own())?.issue ?? 0 });
      await bob.reads(/bob \/vote list/);
      await settled();
      await office.post('vote seven', vote('passed'));
      await office.post('outcome seven', vote('passed'));
      await office.post('no thing', { text: [paragraph({ kind: 'quote', text: 'Weekly words' })] });
      await office.post('no thing either', { text: [paragraph({ kind: 'quote', text: 'More words' })] });
      await bob.reads('More words');
      await settled();
      await office.close();
      const issue = await own();
      expect(issue).toMatchObject({ state: 'closed', text: expect.stringContaining('It is passed') });
      const places = (await bob.looks()).filter(({ text }) => /It is passed|words$/.test(text)).map((each) => each.issue);
      expect(places.slice(0, 2)).toEqual([issue?.issue, issue?.issue]);
      expect(new Set(places.slice(2)).size).toBe(1);
      expect((await bob.looks()).filter(({ title }) => title === 'News')).toHaveLength(1);
    });
  });
}
