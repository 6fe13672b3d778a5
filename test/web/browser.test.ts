import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../adapters/http/server.ts';
import { VoteId } from '../../core/ids.ts';
import { closedVote } from '../core/voting/closed-vote.ts';
import { openChromium } from '../peers/chromium.ts';
import type { BrowserPage } from '../peers/chromium.ts';
import { look } from './look.ts';
import { serve } from './site.ts';

const decided = closedVote({
  question: 'Which colour shall the new door of the bakery have?',
  options: ['Red', 'Blue, because it is the colour of the sea and of the sky', 'W'.repeat(100), 'أخضر غامق'],
  choices: [1, 0, 1, 0, 1, 2, 1, 1],
  electors: 12,
});
const plain = closedVote({ choices: [0, 1], quorum: '3/4' });
const tied = {
  ...plain,
  network: { ...plain.network, console: true },
  vote: { ...plain.vote, id: VoteId.parse('00000000-0000-4000-8000-000000000001') },
};
const pages = [
  ['home', '/'],
  ['commands', '/docs/commands'],
  ['decided', `/votes/${decided.vote.id}`],
  ['undecided', `/votes/${tied.vote.id}`],
] as const;

/** Opened before anything else, because a first use installs it. */
const browser = await openChromium();
let server: RunningServer;
/** Each page as it looked the last time, for whoever wants to see it. */
const folder = join(tmpdir(), 'coop-pages');
beforeAll(async () => {
  server = await serve(decided, tied);
  await mkdir(folder, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
});

type View = { readonly width: number; readonly colorScheme?: 'light' | 'dark' };

/** Opens a page in the browser and collects what it complains about. */
async function open(path: string, { width, colorScheme = 'light' }: View): Promise<{ page: BrowserPage; complaints: string[] }> {
  if (browser === null) throw new Error('there is no browser');
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text?.() ?? ''));
  page.on('pageerror', (error) => complaints.push(error.toString()));
  page.on('requestfailed', (request) => complaints.push(request.toString()));
  await page.goto(server.url + path);
  return { page, complaints };
}

describe.skipIf(browser === null).each(pages)('the page %s in a real browser', (name, path) => {
  test.each([1100, 360])('is quiet and fits a window of %i pixels, without scrolling sideways', async (width) => {
    const { page, complaints } = await open(path, { width });
    const seen = await look(page);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    await page.close();
    expect(complaints).toEqual([]);
    expect(seen.scrollWidth).toBeLessThanOrEqual(width);
    expect(seen.sticksOut).toEqual([]);
  });

  test('can be found through by those who do not see it', async () => {
    const { page } = await open(path, { width: 1100 });
    const seen = await look(page);
    await page.keyboard.press('Tab');
    const first = await page.evaluate<string>('document.activeElement.getAttribute("href")');
    await page.close();
    expect(await Promise.resolve(seen.title)).toMatch(/Cooperatus$/);
    expect(seen).toMatchObject({
      language: 'en',
      landmarks: ['header', 'main', 'footer'],
      headings: expect.stringMatching(/^1(?:2|23*)*$/),
    });
    expect(seen.nameless).toEqual([]);
    expect(seen.sameIds).toEqual([]);
    expect(first).toBe('#content');
  });

  test.each(['light', 'dark'] as const)(
    'can be read in the %s: every text stands out by 4.5 to 1 (WCAG 2.2, 1.4.3)',
    async (colorScheme) => {
      const { page } = await open(path, { width: 1100, colorScheme });
      const { faint, texts } = await look(page);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
      await page.close();
      expect(texts).toBeGreaterThan(8);
      expect(faint).toEqual([]);
    },
  );
});

test.skipIf(browser === null)('the look finds what it looks for', async () => {
  const { page } = await open('/', { width: 360 });
  await page.evaluate(`
    document.querySelector('main').insertAdjacentHTML('beforeend', '<a href="/x"></a><p id="how">faint words</p><div id="wide">wide</div>');
    document.querySelector('p#how').style.color = '#999';
    document.querySelector('p#how').style.background = '#ccc';
    document.querySelector('#wide').style.width = '900px';`);
  const seen = await look(page);
  await page.close();
  expect(seen).toMatchObject({ sameIds: ['how'], nameless: ['<a href="/x"></a>'] });
  expect(seen.scrollWidth).toBeGreaterThan(360);
  expect(seen.sticksOut).toEqual([expect.stringContaining('id="wide"')]);
  expect(seen.faint).toEqual([expect.stringMatching(/^1\.\d\d .*faint words/)]);
});
