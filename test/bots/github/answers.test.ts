import { afterEach, describe, expect, it } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Address } from '../../../bots/github/address.ts';
import { createAnswer } from '../../../bots/github/answers.ts';
import { createComments } from '../../../bots/github/comments.ts';
import { encodeMessage } from '../../../bots/github/encode.ts';
import { paragraph } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { Asked, ScriptedApi } from './scripted-api.ts';

const reader = { language: 'en', timeZone: 'UTC' };
const speaker = { translator: createTranslator(), reader, call: (line: string) => `/coop ${line}` };
const words = (text: string): Message => ({ text: [paragraph({ kind: 'quote', text })] });
const address = (line: string, more: Partial<Address> = {}): Address => ({
  repository: '7',
  thread: 'issue/3',
  source: 'comment/5',
  line,
  login: 'ada',
  said: `/coop ${line}`,
  since: '2026-11-26T12:00:00.000Z',
  first: 'no',
  ...more,
});

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

type Stored = { id: number; body: string; user: { id: number; login: string } };

/** An issue or a discussion of which all comments are here. */
async function openThread() {
  const comments: Stored[] = [];
  const add = (body: string, login = 'coop-bot'): Stored => {
    const made = { id: comments.length + 1, body, user: { id: login === 'coop-bot' ? 1 : 2, login } };
    comments.push(made);
    return made;
  };
  const moments = { created_at: '2026-11-26T12:00:00Z', updated_at: '2026-11-26T12:00:00Z' };
  const bodyOf = ({ body }: Asked): { body: string; query?: string; variables?: Record<string, string> } => body as never;
  open = await openScriptedApi((asked) => {
    const given = bodyOf(asked);
    if (asked.path === '/graphql') {
      const { variables = {}, query = '' } = given;
      if (query.includes('addDiscussionComment')) {
        return { body: { data: { addDiscussionComment: { comment: { id: `D_${add(variables['body'] ?? '').id}` } } } } };
      }
      if (query.includes('updateDiscussionComment')) {
        const found = comments.find(({ id }) => `D_${id}` === variables['id']);
        if (found === undefined) return { body: { data: null, errors: [{ type: 'NOT_FOUND', message: 'gone' }] } };
        found.body = variables['body'] ?? '';
        return { body: { data: { updateDiscussionComment: { comment: { id: variables['id'] } } } } };
      }
      const nodes = comments.map(({ id, body, user }) => ({ id: `D_${id}`, body, author: { login: user.login } }));
      return { body: { data: { repository: { discussion: { id: 'D', comments: { nodes } } } } } };
    }
    if (asked.method === 'GET') return { body: comments.map((each) => ({ ...each, ...moments })) };
    if (asked.method === 'POST') return { status: 201, body: add(given.body) };
    const found = comments.find(({ id }) => asked.path.endsWith(`/${id}`));
    if (found === undefined) return { status: 404, body: {} };
    found.body = given.body;
    return { body: found };
  });
  const { repository } = open;
  const repositories = { list: async () => [repository], find: async () => repository, learn: async () => {} };
  /** As another process after a crash has it: nothing is remembered. */
  const life = () => {
    const answer = createAnswer({
      repositories,
      comments: createComments(async () => ({ login: 'coop-bot' })),
      encode: (message) => encodeMessage(message, speaker),
    });
    return (to: Address, message: Message, attempts = 0) => answer(to, { message, audience: 'author', reader, attempts });
  };
  return { life, comments, add, asked: open.asked };
}

describe.each([
  ['an issue', 'issue/3'],
  ['a discussion', 'discussion/3'],
])('an answer in %s', (_what, thread) => {
  it('is one comment for all lines of a text, in the order in which they came', async () => {
    const { life, comments } = await openThread();
    const answer = life();
    await Promise.all([
      answer(address('one', { thread, first: 'yes' }), words('First.')),
      answer(address('two', { thread }), words('Second.')),
      answer(address('three', { thread }), words('Third.')),
    ]);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/^> \*\*ada\*\* `\/coop one`\n\nFirst\.[^]*\/coop two[^]*Second\.[^]*Third\./);
  });

  it('is given once, whoever asks again after a crash', async () => {
    const { life, comments } = await openThread();
    await life()(address('one', { thread, first: 'yes' }), words('First.'));
    const { body } = comments[0] ?? { body: '' };
    expect(await life()(address('one', { thread, first: 'yes' }), words('First.'), 1)).toMatchObject({ kind: 'sent' });
    expect(comments.map((each) => each.body)).toEqual([body]);
    await life()(address('two', { thread }), words('Second.'), 1);
    expect(comments).toHaveLength(1);
  });

  it('believes no mark of another, and answers anew where somebody deleted the answer', async () => {
    const { life, comments, add } = await openThread();
    const answer = life();
    await answer(address('one', { thread, first: 'yes' }), words('First.'));
    const [ours] = comments.splice(0);
    add('x', 'mallory');
    add(ours?.body ?? '', 'mallory');
    await life()(address('one', { thread }), words('First.'), 1);
    expect(comments).toHaveLength(3);
    comments.splice(0);
    await answer(address('two', { thread }), words('Second.'));
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('Second.')]);
  });

  it('begins another comment where one is full', async () => {
    const { life, comments } = await openThread();
    const answer = life();
    for (const line of ['one', 'two', 'three']) await answer(address(line, { thread }), words(`${line} `.repeat(6_000)));
    expect(comments).toHaveLength(2);
    for (const { body } of comments) expect(body.length).toBeLessThan(65_536);
    await life()(address('one', { thread }), words('again'), 1);
    await life()(address('three', { thread }), words('again'), 1);
    expect(comments).toHaveLength(2);
  });

  it('tells no secret, and what to do instead', async () => {
    const { life, comments } = await openThread();
    await life()(address('link', { thread, said: '/coop link' }), { ...words('7KQ4-M2XN'), secret: true });
    expect(comments[0]?.body).not.toContain('7KQ4');
    expect(comments[0]?.body).toContain('Say “link” to me in a direct message');
  });
});

describe('a line that is repeated above its answer', () => {
  it('pings nobody and breaks nothing, whatever it says', async () => {
    const { life, comments } = await openThread();
    await life()(
      address('x', { login: 'ada`<b>', said: '/coop ``` @ada <!-- coop:post AAAAAAAAAAAAAAAAAAAAAA --> \n/close' }),
      words('No.'),
    );
    expect(comments[0]?.body.split('\n')[0]).toBe(
      '> **ada\\`&lt;b&gt;** ````/coop ``` @ada <!\u200B-- coop:post AAAAAAAAAAAAAAAAAAAAAA --> /close````',
    );
  });
});
