import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { havePeers } from '../peers/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import type { GithubPerson } from './github-person.ts';
import { openGithubWorld } from './open-github.ts';
import type { GithubWorld } from './open-github.ts';

// GitHub's five seconds are the product's own number, and no test waits for them.
vi.mock('../../bots/github/lateness.ts', () => ({ lateness: 0 }));

for (const as of ['app', 'token'] as const) {
  describe.skipIf(!(await havePeers()))(`the workflow of GitHub (${as})`, { timeout: 40_000 }, () => {
    const surprises: string[] = [];
    const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
    let opened: GithubWorld | null = null;
    let ada: GithubPerson;
    let bob: GithubPerson;
    const world = (): GithubWorld => {
      if (opened === null) throw new Error('the world is not open yet');
      return opened;
    };
    const get = (path: string): Promise<unknown> => world().github.act(world().github.owner, { method: 'GET', path: `${root()}${path}` });
    const root = (): string => `/repos/${world().github.repository}`;
    const eventually = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 15_000, interval: 30 });
    const labelsOf = async (issue: number): Promise<string[]> => Named.parse(await get(`/issues/${issue}/labels`)).map(({ name }) => name);
    const pulls = async () => Pulls.parse(await get('/pulls?state=all'));

    beforeAll(async () => {
      opened = await openGithubWorld({ as, log });
      [ada, bob] = [await opened.github.person('ada', { manager: true }), await opened.github.person('bob')];
      await ada.says('/coop network create "Night Bakers"');
      await ada.reads('founded');
    }, temporalPatience);
    afterAll(async () => {
      await world().close();
      expect(world().github.violations).toEqual([]);
      expect(surprises).toEqual([]);
    }, 60_000);

    it('proposes issue forms once the repository is a place, in one pull request, and not again', async () => {
      expect(await pulls()).toEqual([]);
      await ada.says('/space bind');
      await ada.reads('belongs');
      const [pull] = await eventually(async () => {
        const found = await pulls();
        expect(found).toHaveLength(1);
        return found;
      });
      expect(pull).toMatchObject({ title: 'Issue forms for votes and more', head: { ref: 'coop/templates' }, state: 'open' });
      const { content } = Content.parse(await get('/contents/.github/ISSUE_TEMPLATE/coop-vote.yml?ref=coop/templates'));
      expect(Buffer.from(content, 'base64').toString('utf8')).toContain('labels: ["coop/vote"]');
      expect(Named.parse(await get('/labels')).map(({ name }) => name)).toContain('coop/vote');
      await ada.says('/space bind');
      await ada.reads('belongs');
      await bob.says('/coop join');
      await bob.reads('Welcome');
      await world().restart();
      expect(await pulls()).toHaveLength(1);
    });

    it('opens a vote from a form, and shows how it stands in labels', async () => {
      const body =
        '### Which options are there?\n\nAnchor\nBeacon, the bright one\n\n### For how long is it open?\n\n2d\n\n### Until when is it open, instead?\n\n_No response_\n\n### How is it counted?\n\nOne option each; the most votes win';
      const issue = await bob.opensIssue({ title: 'Which name?', body, labels: ['coop/vote', 'bug'] });
      await bob.reads(/Vote #1 is open/);
      await bob.reads(/^Vote #1\n[^]*Which name\?[^]*Beacon, the bright one/);
      await eventually(async () => expect((await labelsOf(issue)).toSorted()).toEqual(['bug', 'coop/vote', 'coop/vote/open']));
      const open = Named.parse(await get('/labels')).find(({ name }) => name === 'coop/vote/open');
      expect(open).toMatchObject({ color: '1a7f37', description: 'The vote is open' });
      await bob.says('/vote cast 1 2', { issue });
      await bob.reads(/Counted in vote #1: Beacon, the bright one/);
    });

    it('takes labels for no authority, and opens no vote twice', async () => {
      const [issue] = (await bob.looks()).filter(({ text }) => text.includes('Vote #1\n')).map((each) => each.issue);
      const path = `${root()}/issues/${issue}/labels`;
      const { act, owner } = world().github;
      await act(owner, { method: 'DELETE', path: `${path}/coop%2Fvote` });
      await act(owner, { method: 'PATCH', path: `${root()}/issues/${issue}`, body: { title: 'Which name, then?' } });
      await act(owner, { method: 'POST', path, body: { labels: ['coop/vote', 'coop/vote/passed'] } });
      await act(owner, { method: 'PATCH', path: `${root()}/issues/${issue}`, body: { title: 'Which name?' } });
      await bob.says('/vote list');
      const list = await bob.reads(/#1/);
      expect(list).toContain('Which name?');
      expect(list).not.toContain('#2');
      await bob.says('/vote close 1');
      await bob.reads(/^Vote #1 is over/);
      await eventually(async () => expect((await labelsOf(issue ?? 0)).toSorted()).toEqual(['bug', 'coop/vote', 'coop/vote/decided']));
    });

    it('asks in a comment for what a form leaves out', async () => {
      const body = '### Which options are there?\n\n_No response_\n\n### For how long is it open?\n\n1h';
      const issue = await bob.opensIssue({ title: 'Which day?', body, labels: ['coop/vote'] });
      await bob.reads(/Which options are there\?/);
      await bob.says('/coop Monday, Tuesday', { issue });
      await bob.reads(/Vote #2 is open/);
      await eventually(async () => expect(await labelsOf(issue)).toContain('coop/vote/open'));
    });

    it('says that an issue is spent of which nothing came', async () => {
      const cyd = await world().github.person('cyd');
      const body = '### Which options are there?\n\nAnchor\nBeacon';
      await cyd.opensIssue({ title: 'May I?', body, labels: ['coop/vote'] });
      expect(await cyd.reads(/May I\?[^]*join/)).toContain('only once');
    });

    it('asks again for what it cannot read', async () => {
      const body = '### Which options are there?\n\nAnchor only\n\n### For how long is it open?\n\n1h';
      const issue = await bob.opensIssue({ title: 'Which anchor?', body, labels: ['coop/vote'] });
      await bob.reads(/only 1[^]*Which options are there\?/);
      await bob.says('/coop cancel', { issue });
      await bob.reads(/Nothing was done/);
    });

    it('says it where it knows no such command, and leaves an issue alone whose label only somebody else set', async () => {
      await bob.opensIssue({ title: 'A well', body: '### What for?\n\nWater', labels: ['coop/goal'] });
      await bob.reads(/A goal cannot be opened by an issue here yet/);
      const plain = await bob.opensIssue({ title: 'The oven is cold', body: 'Nothing works.', labels: ['coop/vote'] });
      await bob.says('/vote status 2', { issue: plain });
      await bob.reads(/0 of 2 voted/);
      expect((await bob.looks()).filter(({ issue, text }) => issue === plain && text.includes('is open until'))).toEqual([]);
    });

    it('reads a form back that was never delivered, before it counts', async () => {
      const { lose } = world().github;
      lose('all');
      await bob.opensIssue({ title: 'Which flour?', body: '### Which options are there?\n\n- Rye\n- Wheat', labels: ['coop/vote'] });
      lose('none');
      await bob.says('/vote close 2');
      await bob.reads(/Vote #3 is open/);
      await bob.reads(/^Vote #3\n[^]*Which flour\?/);
    });

    it('leaves no row behind of what GitHub did not sign', async () => {
      const rows = async (): Promise<unknown> => {
        const client = new pg.Client({ connectionString: world().database.ownerUrl });
        await client.connect();
        try {
          return (await client.query('select (select count(*) from inbox) as inbox, (select count(*) from account) as accounts')).rows[0];
        } finally {
          await client.end();
        }
      };
      const before = await rows();
      const body = JSON.stringify({ action: 'created', comment: { id: 1, body: '/vote cast 3 Rye' }, sender: { id: 1, login: 'bob' } });
      const forged = async (signature: string): Promise<number> => {
        const headers = { 'content-type': 'application/json', 'x-github-event': 'issue_comment', 'x-hub-signature-256': signature };
        return (await fetch(world().github.door, { method: 'POST', headers, body })).status;
      };
      for (let count = 0; count < 300; count += 1) expect(await forged(`sha256=${count.toString(16).padStart(64, '0')}`)).toBe(401);
      expect(await rows()).toEqual(before);
    });

    it('shows a vote about a pull request on its commits, and that later ones were not voted on', async () => {
      const { act } = world().github;
      const head = Ref.parse(await get('/git/ref/heads/main')).object.sha;
      await act(ada.token, { method: 'POST', path: `${root()}/git/refs`, body: { ref: 'refs/heads/oven', sha: head } });
      const push = async (path: string): Promise<string> => {
        const body = { message: path, content: 'YQ==', branch: 'oven' };
        return Commit.parse(await act(world().github.owner, { method: 'PUT', path: `${root()}/contents/${path}`, body })).commit.sha;
      };
      const first = await push('oven.md');
      const pull = { title: 'A new oven', head: 'oven', base: 'main', body: 'Let us.' };
      const { number } = Numbered.parse(await act(ada.token, { method: 'POST', path: `${root()}/pulls`, body: pull }));
      await bob.says('/vote open "Merge it?" --options Yes,No --for 1h', { issue: number });
      await bob.reads(/Vote #4 is open/);
      await eventually(async () => expect(await labelsOf(number)).toEqual(['coop/vote', 'coop/vote/open']));
      const runsOn = async (sha: string) => Runs.parse(await get(`/commits/${sha}/check-runs`)).check_runs;
      if (as === 'token') {
        expect(await runsOn(first)).toEqual([]);
        expect(world().github.requests.filter(({ path }) => path.includes('check-runs'))).toEqual([]);
        return;
      }
      const name = 'Cooperatus: vote #4';
      const shows = (sha: string, run: Record<string, unknown>) =>
        eventually(async () => expect(await runsOn(sha)).toMatchObject([{ name, ...run }]));
      await shows(first, { status: 'in_progress', conclusion: null, output: { title: 'Open' } });
      world().github.lose('all');
      const second = await push('door.md');
      world().github.lose('none');
      await world().restart();
      await shows(second, { status: 'in_progress' });
      await bob.says('/vote cast 4 Yes', { issue: number });
      await bob.reads(/Counted in vote #4: Yes/);
      await bob.says('/vote close 4', { issue: number });
      await bob.reads(/^Vote #4 is over/);
      await shows(second, { status: 'completed', conclusion: 'success', output: { title: 'Passed' } });
      expect((await runsOn(second))[0]?.output.summary).toContain('Yes');
      const third = await push('roof.md');
      await shows(third, { conclusion: 'action_required', output: { title: 'Commits were added since' } });
      await shows(second, { conclusion: 'success' });
      expect(await labelsOf(number)).toEqual(['coop/vote', 'coop/vote/passed']);
    });
  });
}

const Named = z.array(z.object({ name: z.string(), color: z.string().optional(), description: z.string().nullish() }));
const Pulls = z.array(z.looseObject({ number: z.number() }));
const Content = z.object({ content: z.string() });
const Ref = z.object({ object: z.object({ sha: z.string() }) });
const Commit = z.object({ commit: z.object({ sha: z.string() }) });
const Numbered = z.object({ number: z.number() });
const Runs = z.object({ check_runs: z.array(z.looseObject({ output: z.object({ title: z.string(), summary: z.string() }) })) });
