import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import type { RunningServer } from '../../adapters/http/server.ts';
import { VoteId } from '../../core/ids.ts';
import type { Closing } from '../../core/ports/lifecycle.ts';
import { recount } from '../../core/voting/recount.ts';
import { closedVote, instance } from '../core/voting/closed-vote.ts';
import { hostileStrings } from '../fixtures/hostile-strings.ts';
import { serve } from './site.ts';

const colour = closedVote();
const named = (digit: number, wish: Parameters<typeof closedVote>[0], console = false): Closing => {
  const closing = closedVote(wish);
  const id = VoteId.parse(`00000000-0000-4000-8000-00000000000${digit}`);
  return { ...closing, network: { ...closing.network, console }, vote: { ...closing.vote, id } };
};
const tied = named(1, { choices: [0, 1], threshold: '1/4' });
const missed = named(2, { quorum: '3/4' }, true);
const approved = named(3, { method: 'approval', choices: [[0, 1], [1], []] });
const empty = named(4, { choices: [], electors: 0 });
/** Each option once. */
const hostile500 = [...new Set(hostileStrings())];
const hostile = named(5, { question: `</title><script>alert(1)</script>"'`, options: hostile500, electors: 9 });

let server: RunningServer;
beforeAll(async () => {
  server = await serve(colour, tied, missed, approved, empty, hostile);
});
afterAll(() => server.stop());

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
const pageOf = async ({ vote }: Closing, headers?: Record<string, string>) => (await read(`/votes/${vote.id}`, headers)).body;
/** The words of a page, without its markup. */
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(style|svg|title)[^]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the outcome of a vote', () => {
  test('says what was asked, what came of it and why', async () => {
    const words = wordsOf(await pageOf(colour));
    for (const said of [
      'Vote #3 of Bakers',
      'Which colour?',
      'Blue wins.',
      '5 of 9 members voted (56%).',
      'Closed on Thu 26 Nov 2026, 12:00 UTC.',
      'Blue 3 60%',
      'Red 2 40%',
      'Dark Green 0 0%',
      'at least 1/4 of the members vote: met',
      `npx coop verify outcome-3.json --key ${Buffer.from(instance.signing.publicKey).toString('hex')}`,
    ])
      expect(words).toContain(said);
  });

  test('says how a tie was settled', async () => {
    const words = wordsOf(await pageOf(tied));
    expect(words).toMatch(/a tie between Red, Blue.*2 options lead with 1 vote each\..*Anyone can repeat the draw .* [0-9a-f]{64} /);
    expect(words).toContain('an option needs more than 1/4 of the ballots');
  });

  test('says why nothing was decided, and marks nobody as winner', async () => {
    const page = await pageOf(missed);
    expect(wordsOf(page)).toContain('No decision: too few took part.');
    expect(wordsOf(page)).toContain('Ballots from the console were counted here.');
    expect(page).not.toContain('class="best"');
    expect(await pageOf(colour)).toContain('class="best"');
    expect(wordsOf(await pageOf(empty))).toContain('Nobody cast a ballot, so nothing was decided.');
  });

  test('explains how it was counted', async () => {
    expect(wordsOf(await pageOf(approved))).toMatch(/Approval: everybody could approve of several options.*/);
    expect(wordsOf(await pageOf(approved))).toContain('Blue 2 67%');
  });

  test('can be saved, by any page, and counted again without a difference', async () => {
    const { status, headers, body } = await read(`/votes/${colour.vote.id}/outcome.json`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="outcome-3.json"');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(recount(JSON.parse(body), { ...instance, verifying })).toEqual([]);
  });

  test('can be had as a file of other programs; what such a file cannot hold is said', async () => {
    const { status, headers, body } = await read(`/votes/${colour.vote.id}/ballots.csv`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).toBe('attachment; filename="ballots-3.csv"');
    expect(body).toMatch(/^Red,Blue,Dark Green\r\n/u);
    const refused = await read(`/votes/${colour.vote.id}/ballots.pb`);
    expect([refused.status, refused.body]).toEqual([404, '.pb cannot hold the ballots of single. These can: json, csv, blt, cvotes.\n']);
  });

  test('can be had as a picture', async () => {
    const response = await fetch(`${server.url}/votes/${colour.vote.id}/chart.png`);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
    expect(await pageOf(colour)).toContain(`content="https://coop.example.org/votes/${colour.vote.id}/chart.png"`);
  });

  test('is not sent again to who has it', async () => {
    const { headers } = await read(`/votes/${colour.vote.id}`);
    const again = await read(`/votes/${colour.vote.id}`, { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  test.each([
    '/votes/00000000-0000-4000-8000-0000000000ff',
    '/votes/3',
    '/votes/__proto__',
    '/votes/x/outcome.json',
    '/votes/x/chart.png',
    '/other',
  ])('where there is none, %s says so, and is not kept', async (path) => {
    const { status, headers, body } = await read(path);
    expect([status, headers.get('cache-control'), headers.get('content-type')]).toEqual([404, 'no-store', 'text/html; charset=utf-8']);
    expect(wordsOf(body)).toContain('There is nothing here');
  });
});

test('/docs shows what there is to read', async () => {
  const { status, body } = await read('/docs');
  expect(status).toBe(200);
  expect(body).toContain('<a href="/docs/commands">What people can say</a>');
});

describe('every page', () => {
  const paths = [
    '/',
    '/docs',
    '/docs/commands',
    '/nothing',
    ...[colour, tied, missed, approved, empty, hostile].map(({ vote }) => `/votes/${vote.id}`),
  ];

  test.each(paths)('%s allows no script and loads nothing from anywhere', async (path) => {
    const { headers, body } = await read(path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'self' data:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(body).not.toMatch(/<script|<[^>]*(?:javascript:|\son\w+=|\sstyle=)/i);
    expect(body.match(/(?:src|href)="(?!\/|#|data:image\/svg)[^"]*"/g)).toBeNull();
  });

  test('shows the words of strangers as words', async () => {
    const page = await pageOf(hostile);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<(?:img|mx-reply|iframe|script)[ >]|href="(?!\/|#|data:image\/svg)/i);
  });

  const ours = ['/', '/votes/x', ...[colour, tied, missed, approved, empty].map(({ vote }) => `/votes/${vote.id}`)];
  test.each(ours)('%s says nothing in words that no catalogue has', async (path) => {
    const { body } = await read(path, { 'accept-language': 'en-XA' });
    const strangers = 'Bakers';
    const own = wordsOf(body)
      .replaceAll(/[0-9a-f]{64}|npx coop verify \S+ --(?:key|receipt)|vote open .*? 2d|\d{1,2} \w{3} \d{4}|K7QXM-4R2TD/g, ' ')
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => /^[A-Za-z]{3,}$/.test(word));
    const known = new Set(
      `${strangers} UTC Thu Which colour Red Blue Dark Green options lead with vote each quot Sorted their characters
      and numbered from The seed read hexadecimal number divided leaves chosen`.split(/\W+/),
    );
    expect(own.filter((word) => !known.has(word))).toEqual([]);
  });
});
