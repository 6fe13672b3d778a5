import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openChromium } from '../peers/chromium.ts';
import { openSlackWorld } from '../world/open-slack.ts';
import { showRichText } from './show-rich-text.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** A vote, its form, its outcome and App Home in the web interface of local-slack. */
it('shows Slack', async () => {
  const browser = await openChromium();
  if (browser === null) throw new Error('there is no browser');
  const world = await openSlackWorld({ mode: 'socket' });
  const { slack } = world;
  const page = await browser.newPage({ viewport: { width: 860, height: 560 } });
  await page.addInitScript(showRichText(['Ada', 'Bob', 'Cyd']));
  await page.goto(slack.page);
  // What belongs to the peer, and to no Slack.
  await page.evaluate("document.head.append(Object.assign(document.createElement('style'), { textContent: '.topbar { display: none }' }))");
  const take = async (name: string): Promise<void> => {
    await sleep(800); // the page draws what it was told
    await page.screenshot({ path: `${folder}slack-${name}.png`, fullPage: false });
  };
  const press = (selector: string, words: string) =>
    page.evaluate(`[...document.querySelectorAll('${selector}')].find((each) => each.textContent.includes('${words}'))?.click()`);

  const [ada, bob, cyd] = [await slack.person('Ada', { manager: true }), await slack.person('Bob'), await slack.person('Cyd')];
  await ada.says('/coop network create "Night Bakers"');
  await ada.clicks('Make this its place');
  await ada.reads('belongs');
  for (const member of [bob, cyd]) {
    await member.says('/coop join');
    await member.reads('Welcome');
  }
  await ada.says('/coop vote open "What shall we call the bakery?" --options "Anchor,Beacon,Copper Kettle" --for 2d');
  await cyd.reads(/^Vote #1/);
  await bob.clicks('Beacon');
  await bob.reads('Counted');
  await take('vote');
  await ada.says('/coop vote open "Shall we bake on Sundays?"');
  await ada.seesForm();
  await ada.fills({ options: 'Yes, No', for: '3h' });
  await cyd.reads(/^Vote #2/);
  await cyd.clicks('Beacon');
  await cyd.reads('Counted');
  await press('.sidebar-item', 'cooperatus');
  await ada.readsHome(/What waits for you/);
  await take('home');
  await press('.sidebar-item', 'general');
  await ada.says('/coop vote close 1');
  await cyd.reads(/is over/);
  await take('outcome');
  await browser.close();
  await world.close();
  expect(slack.violations).toEqual([]);
});
