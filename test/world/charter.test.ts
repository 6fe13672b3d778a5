import pg from 'pg';
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

describe.skipIf(!(await havePeers()) || !(await haveSynapse()))('a charter, changed from four platforms', { timeout: 90_000 }, () => {
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

  const on = (platform: Platform): Person => people.get(platform) ?? expect.fail(`nobody is on ${platform}`);
  const says = (platform: Platform, line: string) => on(platform).says(wires.get(platform)?.call(line) ?? line);

  test('is read on each', async () => {
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
    for (const platform of platforms) {
      await says(platform, 'charter show quorum');
      await on(platform).reads(/must vote for a vote to stand: 0\/1/u);
    }
  });

  test('is tried out on what was decided', async () => {
    await says('Discord', 'vote open "Which bread?" --options Rye,Spelt --for 10s');
    await on('Discord').reads('Vote #1 is open');
    await says('Slack', 'vote cast 1 Rye');
    await on('Slack').reads('Counted in vote #1');
    await on('Slack').reads(/Vote #1 is over/u);
    for (const platform of platforms) {
      await says(platform, 'charter dry-run quorum half');
      await on(platform).reads(/Which bread\?[^]*It was: Rye wins\. It would be: No decision: too few took part\./u);
    }
  });

  test('is proposed on one, voted on from all, and changes by itself, once', async () => {
    const owner = new pg.Client({ connectionString: house.database.ownerUrl });
    await owner.connect();
    stack.defer(() => owner.end());
    await owner.query(`update charter_version set rules = jsonb_set(rules, '{change,duration}', '20000')`);
    await says('GitHub', 'charter propose quorum half');
    await on('GitHub').reads('decides whether quorum becomes 1/2');
    for (const platform of platforms) {
      await says(platform, `vote cast 2 ${platform === 'Slack' ? 'no' : 'yes'}`);
      await on(platform).reads('Counted in vote #2');
    }
    await house.restart();
    for (const platform of platforms) {
      await expect
        .poll(async () => (await on(platform).sees()).join('\n'), { timeout: 45_000, interval: 500 })
        .toMatch(/The charter of Night Bakers has changed, by vote #2\. From now on quorum is 1\/2; it was 0\/1\. This is version 2\./u);
    }
    const { rows } = await owner.query(
      "select body ->> 'version' as version from ledger_entry where kind = 'charter.adopted' order by sequence",
    );
    expect(rows).toEqual([{ version: '1' }, { version: '2' }]);
    for (const platform of platforms) {
      await says(platform, 'charter history');
      await on(platform).reads(/by vote #2: quorum from 0\/1 to 1\/2\./u);
    }
  });
});
