import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import { createApis } from '../../../bots/github/api.ts';
import { createLabels } from '../../../bots/github/labels.ts';
import { createRepositories } from '../../../bots/github/repositories.ts';
import type { Repository } from '../../../bots/github/repositories.ts';
import { createTemplates } from '../../../bots/github/templates.ts';
import type { Templates } from '../../../bots/github/templates.ts';
import { commands } from '../../../features/index.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { startGithub } from '../../peers/github/start.ts';
import type { GithubPeer } from '../../peers/github/start.ts';
import { havePeers } from '../../peers/install.ts';

const translator = createTranslator();
const clock = { now: () => new Date() };
const creating: readonly AnyCommand[] = commands.filter((command: AnyCommand) => command.creates === 'vote');
/** The release after the next one: another form, and one that says something else. */
const later = creating.flatMap((command) => [
  { ...command, example: '' },
  { ...command, name: 'goal set', creates: 'goal' },
]);
const path = '.github/ISSUE_TEMPLATE/coop-vote.yml';

describe.skipIf(!(await havePeers()))('issue forms are proposed', () => {
  let peer: GithubPeer;
  let repository: Repository;
  let memory: ReturnType<typeof createMemoryOfPlatform>;

  beforeEach(async () => {
    peer = await startGithub({ as: 'token' });
    if (!('token' in peer.credentials)) throw new Error('the peer knows no token');
    const login = { kind: 'token', token: peer.credentials.token } as const;
    const [found] = await createRepositories(createApis(login, peer.url, { clock }), [peer.repository]).list();
    if (found === undefined) throw new Error('there is no repository');
    repository = found;
    memory = createMemoryOfPlatform();
  });
  afterEach(async () => {
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  const root = (): string => `/repos/${peer.repository}`;
  const release = (given: readonly AnyCommand[] = creating): Templates =>
    createTemplates({
      commands: given,
      translator,
      call: (line) => `/coop ${line}`,
      memory,
      labels: createLabels({ memory, translator }),
      log: pino({ level: 'silent' }),
    });
  const pulls = async () => Pulls.parse(await peer.act(peer.owner, { method: 'GET', path: `${root()}/pulls?state=all` }));
  const change = (number: number, method: string, rest: string, body: unknown): Promise<unknown> =>
    peer.act(peer.owner, { method, path: `${root()}/pulls/${number}${rest}`, body });
  const filesOn = async (branch: string): Promise<string[]> => {
    const listed = await peer.act(peer.owner, { method: 'GET', path: `${root()}/contents/.github/ISSUE_TEMPLATE?ref=${branch}` });
    return Named.parse(listed).map(({ name }) => name);
  };

  it('to a place of a network, and to no other repository', async () => {
    const templates = release();
    await templates.propose(repository);
    expect(await pulls()).toEqual([]);
    await templates.welcome(repository.id);
    await templates.propose(repository);
    expect(await pulls()).toMatchObject([{ state: 'open', title: 'Issue forms for votes and more' }]);
    expect(await filesOn('coop/templates')).toEqual(['coop-vote.yml']);
  });

  it('once, and by two at the same time once', async () => {
    const templates = release();
    await templates.welcome(repository.id);
    await Promise.all([templates.propose(repository), templates.propose(repository)]);
    await release().propose(repository);
    const before = peer.requests.length;
    await release().propose(repository);
    expect(peer.requests.length).toBe(before);
    expect(await pulls()).toHaveLength(1);
  });

  it('and brought up to date where the proposal is open still', async () => {
    await release().welcome(repository.id);
    await release().propose(repository);
    await release(later).propose(repository);
    expect(await pulls()).toHaveLength(1);
    expect(await filesOn('coop/templates')).toEqual(['coop-goal.yml', 'coop-vote.yml']);
  });

  it('never again once a proposal was closed unmerged, also by who forgot it', async () => {
    await release().welcome(repository.id);
    await release().propose(repository);
    await change((await pulls())[0]?.number ?? 0, 'PATCH', '', { state: 'closed' });
    await release(later).propose(repository);
    memory = createMemoryOfPlatform();
    await release(later).welcome(repository.id);
    await release(later).propose(repository);
    expect(await pulls()).toMatchObject([{ state: 'closed' }]);
  });

  it('anew where they were merged and changed since, and not where they did not', async () => {
    await release().welcome(repository.id);
    await release().propose(repository);
    const [first] = await pulls();
    await change(first?.number ?? 0, 'PUT', '/merge', {});
    expect(await filesOn('main')).toEqual(['coop-vote.yml']);
    memory = createMemoryOfPlatform();
    await release().welcome(repository.id);
    await release().propose(repository);
    expect(await pulls()).toHaveLength(1);
    await release(later).propose(repository);
    const found = await pulls();
    expect(found.filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(await filesOn('coop/templates')).toEqual(['coop-goal.yml', 'coop-vote.yml']);
  });

  it('not where we may not write, and that harms nothing', async () => {
    peer.fault({ matches: ({ method }) => method === 'POST' || method === 'PUT', does: { kind: 'error', status: 403 } });
    const templates = release();
    await templates.welcome(repository.id);
    await templates.propose(repository);
    await templates.propose(repository);
    expect(await pulls()).toEqual([]);
    await release().propose(repository);
    expect(await pulls()).toHaveLength(1);
  });

  it('later where GitHub has trouble: what was begun is ended', async () => {
    const templates = release();
    await templates.welcome(repository.id);
    for (const part of ['/git/refs', `/contents/${path}`, '/pulls']) {
      peer.fault({ matches: ({ method, path: asked }) => method !== 'GET' && asked.endsWith(part), does: { kind: 'lost-answer' } });
      await expect(templates.propose(repository)).rejects.toMatchObject({ code: 'github-unreachable' });
    }
    await templates.propose(repository);
    expect(await pulls()).toHaveLength(1);
    expect(await filesOn('coop/templates')).toEqual(['coop-vote.yml']);
  });
});

const Pulls = z.array(z.looseObject({ number: z.number(), state: z.string() }));
const Named = z.array(z.object({ name: z.string() }));
