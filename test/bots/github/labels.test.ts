import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { createApis } from '../../../bots/github/api.ts';
import { isStateLabel, thingIn } from '../../../bots/github/label-names.ts';
import { createLabels } from '../../../bots/github/labels.ts';
import { createRepositories } from '../../../bots/github/repositories.ts';
import type { Repository } from '../../../bots/github/repositories.ts';
import { createShown } from '../../../bots/github/shown.ts';
import type { Status } from '../../../core/text/text.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { startGithub } from '../../peers/github/start.ts';
import type { GithubPeer } from '../../peers/github/start.ts';
import { havePeers } from '../../peers/install.ts';

describe('the name of a label', () => {
  it.each([
    ['coop/vote', 'vote', false],
    ['coop/vote/open', null, true],
    ['coop/vote/mine', null, false],
    ['coop/vote/constructor', null, false],
    ['coop/vote/open/more', null, false],
    ['coop/', null, false],
    ['bug', null, false],
    ['Coop/vote/open', null, false],
  ])('%s names the thing %s; says how it stands: %s', (label, thing, state) => {
    expect(thingIn(label)).toBe(thing);
    expect(isStateLabel(label)).toBe(state);
  });
});

describe.skipIf(!(await havePeers()))('labels show how things stand', () => {
  let peer: GithubPeer;
  let repository: Repository;
  const memory = createMemoryOfPlatform();
  const labels = createLabels({ memory, translator: createTranslator() });
  const shown = createShown({ labels, checks: null, log: pino({ level: 'silent' }) });

  beforeAll(async () => {
    peer = await startGithub({ as: 'token' });
    if (!('token' in peer.credentials)) throw new Error('the peer knows no token');
    const login = { kind: 'token', token: peer.credentials.token } as const;
    const apis = createApis(login, peer.url, { clock: { now: () => new Date() } });
    const [found] = await createRepositories(apis, [peer.repository]).list();
    if (found === undefined) throw new Error('there is no repository');
    repository = found;
  });
  afterAll(async () => {
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  const act = (method: string, path: string, body?: unknown): Promise<unknown> =>
    peer.act(peer.owner, { method, path: `/repos/${peer.repository}${path}`, ...(body === undefined ? {} : { body }) });
  const opened = async (given: readonly string[]): Promise<number> =>
    z.object({ number: z.number() }).parse(await act('POST', '/issues', { title: 'Here', labels: given })).number;
  const show = (issue: number, status: Pick<Status, 'number' | 'state'> & Partial<Status>): Promise<void> =>
    shown({ repository, thread: `issue/${issue}`, status: { thing: 'vote', title: 'Which?', ...status }, text: '' });
  const on = async (issue: number): Promise<string[]> =>
    z
      .array(z.object({ name: z.string() }))
      .parse(await act('GET', `/issues/${issue}/labels`))
      .map(({ name }) => name)
      .toSorted();

  it('of one thing, and leaves those of others', async () => {
    const issue = await opened(['bug', 'coop/vote/mine', 'coop/plan/next']);
    await show(issue, { number: 1, state: 'open' });
    expect(await on(issue)).toEqual(['bug', 'coop/plan/next', 'coop/vote', 'coop/vote/mine', 'coop/vote/open']);
    await show(issue, { number: 1, state: 'passed' });
    expect(await on(issue)).toEqual(['bug', 'coop/plan/next', 'coop/vote', 'coop/vote/mine', 'coop/vote/passed']);
  });

  it('of things that two processes show at once', async () => {
    const issue = await opened([]);
    const other = createShown({
      labels: createLabels({ memory, translator: createTranslator() }),
      checks: null,
      log: pino({ level: 'silent' }),
    });
    const status = { thing: 'vote', title: 'Which?' } as const;
    const at = { repository, thread: `issue/${issue}`, text: '' };
    await Promise.all([
      shown({ ...at, status: { ...status, number: 7, state: 'open' } }),
      other({ ...at, status: { ...status, number: 8, state: 'passed' } }),
    ]);
    const states = JSON.parse((await memory.read(`states:${repository.id}:issue/${issue}`)) ?? '');
    expect(states).toEqual({ 'vote 7': 'open', 'vote 8': 'passed' });
  });

  it('of several things in one thread', async () => {
    const issue = await opened([]);
    await show(issue, { number: 2, state: 'open' });
    await show(issue, { number: 3, state: 'open' });
    await show(issue, { number: 2, state: 'rejected' });
    await show(issue, { number: 1, state: 'decided', thing: 'plan' });
    expect(await on(issue)).toEqual(['coop/plan', 'coop/plan/decided', 'coop/vote', 'coop/vote/open', 'coop/vote/rejected']);
    await Promise.all([show(issue, { number: 3, state: 'counting' }), show(issue, { number: 3, state: 'cancelled' })]);
    expect(await on(issue)).toEqual(['coop/plan', 'coop/plan/decided', 'coop/vote', 'coop/vote/cancelled', 'coop/vote/rejected']);
  });

  it('again as they are, whatever people made of them', async () => {
    const issue = await opened(['coop/vote/passed']);
    await show(issue, { number: 4, state: 'open' });
    expect(await on(issue)).toEqual(['coop/vote', 'coop/vote/open']);
    await act('DELETE', `/issues/${issue}/labels/coop%2Fvote`);
    await show(issue, { number: 4, state: 'open' });
    expect(await on(issue)).toEqual(['coop/vote', 'coop/vote/open']);
  });

  it('in the colour that somebody gave them', async () => {
    await act('POST', '/labels', { name: 'coop/goal/open', color: '123456', description: 'Ours' });
    await show(await opened([]), { number: 1, state: 'open', thing: 'goal' });
    expect(await act('GET', '/labels/coop%2Fgoal%2Fopen')).toMatchObject({ color: '123456', description: 'Ours' });
  });

  it('not where we may not or the issue is gone, and asks for another try where GitHub has trouble', async () => {
    const issue = await opened([]);
    for (const status of [403, 404]) {
      peer.fault({ matches: ({ path }) => path.endsWith('/labels'), does: { kind: 'error', status } });
      await show(issue, { number: 5, state: 'open' });
      expect(await on(issue)).toEqual([]);
    }
    peer.fault({ matches: ({ path }) => path.endsWith('/labels'), does: { kind: 'error', status: 502 } });
    await expect(show(issue, { number: 5, state: 'open' })).rejects.toMatchObject({ code: 'github-unavailable' });
    peer.fault({ matches: ({ path }) => path.endsWith('/labels'), does: { kind: 'rate-limit', seconds: 1 } });
    await expect(show(issue, { number: 5, state: 'open' })).rejects.toMatchObject({ wait: 1_000 });
    await sleep(1_000);
    await show(issue, { number: 5, state: 'open' });
    expect(await on(issue)).toEqual(['coop/vote', 'coop/vote/open']);
  });
});
