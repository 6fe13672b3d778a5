import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { openWires, platforms } from '../../cli/demo/wires.ts';
import type { Platform } from '../../cli/demo/wires.ts';
import type { Wire } from '../../cli/demo/wires/wire.ts';
import { havePeers } from '../peers/install.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openHouseWorld } from './open-house.ts';
import type { HouseWorld } from './open-house.ts';
import type { Person } from './person.ts';

const names = { Discord: 'Ada', Slack: 'Bea', Matrix: 'cem', GitHub: 'dan' } as const satisfies Record<Platform, string>;
const question = 'What shall we bake on Friday?';

describe.skipIf(!(await havePeers()) || !(await haveSynapse()))('one vote on four platforms', { timeout: 90_000 }, () => {
  const stack = new AsyncDisposableStack();
  const people = new Map<Platform, Person>();
  let wires: ReadonlyMap<Platform, Wire>;
  let house: HouseWorld;

  beforeAll(async () => {
    const port = (await freePort(0)) ?? 0;
    wires = await openWires({ port, progress: (line) => expect.fail(line) }, stack);
    const variables = Object.fromEntries([...wires.values()].flatMap((wire) => Object.entries(wire.variables)));
    house = await openHouseWorld({ variables: { ...variables, COOP_PORT: String(port) } });
    stack.defer(() => house.close());
    for (const [platform, wire] of wires) people.set(platform, await wire.person(names[platform], { manager: true }));
  }, temporalPatience);
  afterAll(() => stack.disposeAsync(), 60_000);

  const on = (platform: Platform): Person => {
    const person = people.get(platform);
    if (person === undefined) throw new Error(`nobody is on ${platform}`);
    return person;
  };
  const says = (platform: Platform, line: string, person = on(platform)) => person.says(wires.get(platform)?.call(line) ?? line);
  const announced = new Map<Platform, string>();
  const told = new Map<Platform, string>();

  test('is opened on one, and each shows it in its own way', async () => {
    await on('Discord').says('/network create name:"Night Bakers"');
    await on('Discord').reads('Night Bakers');
    await on('Discord').clicks(/^Make this/u);
    await on('Discord').reads('belongs to');
    for (const platform of ['Slack', 'Matrix', 'GitHub'] as const) {
      await says(platform, 'join "Night Bakers"');
      await on(platform).reads('Welcome to');
      await says(platform, 'space bind --network "Night Bakers"');
      await on(platform).reads('belongs to');
    }
    await says('Discord', `vote open "${question}" --options Rye,Brioche,Focaccia --for 25s`);
    for (const platform of platforms) {
      const text = await on(platform).reads(platform === 'Discord' ? /^(?!Vote #1 is open until)[^]*What shall we bake/u : question);
      const buttons = (await presses(platform)).filter((label) => /^(?:Rye|Brioche|Focaccia)$/u.test(label));
      announced.set(platform, buttons.length === 0 ? text : `${text}\n[ ${[...new Set(buttons)].join(' ] [ ')} ]`);
      for (const option of ['Rye', 'Brioche', 'Focaccia']) expect(announced.get(platform)).toContain(option);
    }
  });

  test('is voted on from all of them, and one person on two of them has one voice', async () => {
    const again = await wires.get('Matrix')!.person('ada');
    await again.says('link', { direct: true });
    const [, code = ''] = /link ([0-9A-Z]{4}-[0-9A-Z]{4})/u.exec(await again.reads(/link [0-9A-Z]{4}-/u)) ?? [];
    await says('Discord', `link ${code}`);
    await on('Discord').reads('one person now');
    for (const platform of platforms) {
      await says(platform, `vote cast 1 ${platform === 'Slack' ? 'Rye' : 'Brioche'}`);
      await on(platform).reads('Counted in vote #1');
    }
    await says('Matrix', 'vote cast 1 Focaccia', again);
    await again.reads('It replaces your earlier ballot: Brioche');
  });

  test('is counted once for all, and told on each', async () => {
    for (const platform of platforms) {
      const text = await untilTold(on(platform));
      told.set(platform, text);
      expect(text.replaceAll(/[█░▌▏▎▍▋▊▉]/gu, '')).toMatch(/Brioche wins[^]*Brioche\s+2[^]*(?:Focaccia|Rye)\s+1/u);
      expect(text).toContain('4 of 4 members voted');
    }
  });

  /** After a change of texts: `npx vitest run test/world/four-platforms.test.ts -u` writes it anew. */
  test('the page shows it side by side', async () => {
    const framed = (text = '') => `\`\`\`text\n${steady(text)}\n\`\`\`\n`;
    const sections = platforms.map((platform) => `## ${platform}\n\n${framed(announced.get(platform))}\n${framed(told.get(platform))}`);
    const head =
      '# One vote on four platforms\n\nWhat members read, as text, when it opens and when it is over. Written by a test over the real wires.\n';
    await expect([head, ...sections].join('\n')).toMatchFileSnapshot('../../docs/one-vote.md');
  });

  async function untilTold(person: Person): Promise<string> {
    for (const until = Date.now() + 60_000; ;) {
      try {
        return await person.reads('verify outcome');
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  }

  async function presses(platform: Platform): Promise<readonly string[]> {
    const person: Person & { readonly canPress?: () => Promise<readonly string[]> } = on(platform);
    return (await person.canPress?.()) ?? [];
  }
});

/** Without what differs from run to run. */
function steady(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'TIME')
    .replaceAll(/(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2}(?: \d{4})?,? (?:at )?\d\d:\d\d(?: UTC)?/gu, 'TIME')
    .replaceAll(/https?:\/\/127\.0\.0\.1:\d+\/votes\/[0-9a-f-]{36}/gu, 'https://coop.example/votes/1')
    .replaceAll(/[0-9a-f]{64}/gu, 'HASH')
    .replaceAll(/[ \t]+$/gmu, '');
}
