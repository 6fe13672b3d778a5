import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createReconcile } from '../../../bots/github/reconcile.ts';
import { createRedeliver } from '../../../bots/github/redeliver.ts';
import type { Repository } from '../../../bots/github/repositories.ts';
import type { Spoken } from '../../../bots/github/spoken.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { Asked, ScriptedApi } from './scripted-api.ts';

const log = pino({ level: 'silent' });
const noon = Date.UTC(2026, 10, 26, 12);
const ago = (seconds: number): string => new Date(noon - seconds * 1_000).toISOString();
const user = { id: 5, login: 'ada', type: 'User' };
const comment = (id: number, seconds: number, more: object = {}) => ({
  id,
  node_id: `C_${id}`,
  body: `/vote cast ${id} A`,
  user,
  created_at: ago(seconds),
  updated_at: ago(seconds),
  html_url: `https://github.example/village/bakery/issues/3#issuecomment-${id}`,
  ...more,
});

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

/** Sweeps over what this script answers; what was taken in is in `taken`. */
async function sweepOver(
  script: (asked: Asked) => ReturnType<Parameters<typeof openScriptedApi>[0]>,
  more: { discussions?: boolean } = {},
) {
  open = await openScriptedApi(script);
  const repository: Repository = { ...open.repository, hasDiscussions: more.discussions === true };
  const taken: Spoken[] = [];
  let now = noon;
  const parts = {
    repositories: { list: async () => [repository], find: async () => repository, learn: async () => {} },
    clock: { now: () => new Date(now) },
    log,
    memory: createMemoryOfPlatform(),
    redeliver: null,
    take: async (spoken: Spoken) => taken.push(spoken) - taken.length + 1,
  };
  const { sweep } = createReconcile(parts);
  return { sweep, taken, asked: open.asked, parts, later: (seconds: number) => (now += seconds * 1_000) };
}

const comments = ({ path }: Asked): boolean => path.endsWith('/issues/comments');
const next = (page: number) => ({ link: `<https://api.github.example/x?page=${page}>; rel="next"` });

describe('reading GitHub back', () => {
  it('reads from what changed last to where it was before, pages and all, oldest first', async () => {
    const pages = [[comment(4, 10), comment(3, 20)], [comment(2, 600), comment(1, 1_200)], [comment(0, 2_000)]];
    const { sweep, taken, asked } = await sweepOver((each) => {
      if (!comments(each)) return { body: [] };
      const page = Number(each.query['page'] ?? 1);
      return { body: pages[page - 1] ?? [], headers: page < 3 ? next(page + 1) : {} };
    });
    expect(await sweep()).toBe(3);
    expect(taken.map(({ source }) => source)).toEqual(['comment/2', 'comment/3', 'comment/4']);
    expect(asked.filter(comments).map(({ query }) => query)).toEqual([
      { per_page: '100', sort: 'updated', direction: 'desc' },
      { per_page: '100', sort: 'updated', direction: 'desc', page: '2' },
    ]);
  });

  it('remembers how far it came, overlaps, and asks for nothing that did not change', async () => {
    let tag = '"one"';
    let list = [comment(1, 60)];
    const { sweep, taken, asked, later } = await sweepOver((each) => {
      if (!comments(each)) return { body: [] };
      return each.tag === tag ? { status: 304 } : { body: list, headers: { etag: tag } };
    });
    await sweep();
    later(600);
    await sweep();
    expect(asked.filter(comments).map((each) => each.tag)).toEqual([undefined, '"one"']);
    expect(taken).toHaveLength(1);
    tag = '"two"';
    list = [comment(2, -590), comment(1, 60)];
    await sweep();
    expect(taken.map(({ source }) => source)).toEqual(['comment/1', 'comment/2']);
  });

  it('tells issues from pull requests, and what stands as it was written from what may be changed by anybody', async () => {
    const { sweep, taken } = await sweepOver(({ path }) => {
      if (path.endsWith('/issues/comments')) {
        return { body: [comment(1, 60, { html_url: 'https://x/village/bakery/pull/8#issuecomment-1', updated_at: ago(30) })] };
      }
      if (path.endsWith('/pulls/comments'))
        return { body: [comment(2, 50, { pull_request_url: 'https://x/repos/village/bakery/pulls/8' })] };
      return { body: [comment(3, 40, { number: 9 }), comment(4, 39, { number: 10, pull_request: {} })] };
    });
    await sweep();
    expect(taken.map(({ thread, source, wordsOf }) => [thread, source, wordsOf])).toEqual([
      ['pull/8', 'comment/1', 'unknown'],
      ['issue/9', '7/issue/9', 'author'],
      ['pull/10', '7/pull/10', 'author'],
      ['pull/8', 'review-comment/2', 'author'],
    ]);
  });

  it('reads the reviews of pull requests in which something happened, said when they were submitted', async () => {
    const review = (id: number, submitted: number | null, more: object = {}) => ({
      id: `R_${id}`,
      databaseId: id,
      body: '/vote list',
      createdAt: ago(800),
      submittedAt: submitted === null ? null : ago(submitted),
      lastEditedAt: null,
      authorAssociation: 'MEMBER',
      editor: null,
      author: { kind: 'User', login: 'ada', databaseId: 5 },
      ...more,
    });
    const nodes = [review(1, 50), review(2, null), review(3, 4_000), review(4, 700, { lastEditedAt: ago(30), editor: { login: 'bob' } })];
    const { sweep, taken, asked } = await sweepOver(({ path }) => {
      if (path === '/graphql') return { body: { data: { repository: { pullRequest: { reviews: { nodes } } } } } };
      if (!path.endsWith('/issues')) return { body: [] };
      return {
        body: [comment(5, 40, { number: 8, pull_request: {}, created_at: ago(900) }), comment(6, 60, { number: 9, pull_request: {} })],
      };
    });
    await sweep();
    expect(asked.filter(({ path }) => path === '/graphql')).toHaveLength(1);
    expect(taken.map(({ source, wordsOf, writtenAt }) => [source, wordsOf, writtenAt.toISOString()]).slice(1)).toEqual([
      ['review/1', 'author', ago(50)],
      ['7/pull/8', 'unknown', ago(900)],
      ['review/4', 'other', ago(700)],
    ]);
  });

  it('says that it failed where GitHub has trouble, and goes on where a list is closed to us', async () => {
    let status = 502;
    const { sweep, taken } = await sweepOver((each) => (comments(each) ? { status } : { body: [comment(3, 40, { number: 9 })] }));
    await expect(sweep()).rejects.toMatchObject({ code: 'github-unavailable' });
    status = 403;
    await sweep();
    expect(taken.map(({ thread }) => thread)).toContain('issue/9');
  });

  it('does not say that nothing was missed where the key is refused in the middle, nor where GraphQL has trouble', async () => {
    let answer: { status?: number; body?: object } = { status: 401 };
    const { sweep } = await sweepOver((each) => (comments(each) ? answer : { body: [] }));
    await expect(sweep()).rejects.toMatchObject({ code: 'github-token' });
    answer = { status: 200, body: [] };
    await sweep();
    await open?.close();
    const trouble = (errors: object[]) =>
      sweepOver(({ path }) => (path === '/graphql' ? { body: { data: null, errors } } : { body: [] }), { discussions: true });
    await expect((await trouble([{ message: 'Something went wrong' }])).sweep()).rejects.toMatchObject({ code: 'github-unavailable' });
    await open?.close();
    await (await trouble([{ type: 'FORBIDDEN', message: 'no' }])).sweep();
  });

  it('goes on where an app has no webhook whose deliveries could be asked for', async () => {
    const { parts, asked } = await sweepOver(({ path }) => (path.startsWith('/app/') ? { status: 404, body: {} } : { body: [] }));
    const api = open?.api;
    if (api === undefined) throw new Error('it is not open');
    await createReconcile({ ...parts, redeliver: createRedeliver({ app: api, log }) }).sweep();
    expect(asked.filter(comments)).toHaveLength(1);
  });

  it('waits as long as it is told, and asks again', async () => {
    let times = 0;
    const { sweep, asked } = await sweepOver((each) => {
      if (!comments(each)) return { body: [] };
      times += 1;
      return times === 1 ? { status: 403, headers: { 'retry-after': '1' } } : { body: [] };
    });
    await sweep();
    expect(asked.filter(comments)).toHaveLength(2);
  });

  it('reads discussions, their comments and replies, and whose words they are', async () => {
    const text = (id: number, seconds: number, more: object = {}) => ({
      id: `D_${id}`,
      databaseId: id,
      body: '/vote list',
      createdAt: ago(seconds),
      lastEditedAt: null,
      authorAssociation: 'NONE',
      editor: null,
      author: { kind: 'User', login: 'ada', databaseId: 5 },
      ...more,
    });
    const edited = { lastEditedAt: ago(5), editor: { login: 'bob' } };
    const nodes = [
      {
        ...text(1, 100),
        number: 3,
        updatedAt: ago(1),
        comments: { nodes: [{ ...text(2, 90, edited), replies: { nodes: [text(3, 80), text(4, 9_000)] } }] },
      },
    ];
    const { sweep, taken } = await sweepOver(
      ({ path }) =>
        path === '/graphql'
          ? { body: { data: { repository: { discussions: { pageInfo: { hasNextPage: false, endCursor: null }, nodes } } } } }
          : { body: [] },
      { discussions: true },
    );
    await sweep();
    expect(taken.map(({ thread, source, wordsOf }) => [thread, source, wordsOf])).toEqual([
      ['discussion/3', '7/discussion/3', 'author'],
      ['discussion/3', 'discussion-comment/3', 'author'],
      ['discussion/3', 'discussion-comment/2', 'other'],
    ]);
  });
});

describe('deliveries that failed', () => {
  it('are made again, each once, as far back as is looked', async () => {
    const failed = (id: number, seconds: number) => ({ id, guid: `g${id}`, delivered_at: ago(seconds), status_code: 502 });
    const link = '<https://api.github.example/app/hook/deliveries?cursor=v1_2>; rel="next"';
    open = await openScriptedApi(({ method, query }) => {
      if (method === 'POST') return { status: 202 };
      return query['cursor'] === undefined
        ? { body: [failed(4, 10), failed(3, 20)], headers: { link } }
        : { body: [failed(2, 30), failed(1, 9_000)] };
    });
    const redeliver = createRedeliver({ app: open.api, log });
    expect(await redeliver(new Date(noon - 900_000))).toBe(3);
    expect(await redeliver(new Date(noon - 900_000))).toBe(0);
    expect(open.asked.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(
      [2, 3, 4].map((id) => `/app/hook/deliveries/${id}/attempts`),
    );
  });
});
