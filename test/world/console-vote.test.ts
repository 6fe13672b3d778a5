import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openWorld } from './open-world.ts';
import type { World } from './open-world.ts';

describe.skipIf(!(await havePeers()))('people in the console', () => {
  let world: World;
  beforeAll(async () => void (world = await openWorld()), temporalPatience);
  afterAll(() => world.close());

  it('decide together, and everybody in the room sees the outcome', { timeout: 30_000 }, async () => {
    const [ada, bob] = await Promise.all([world.console.person('ada'), world.console.person('Bob')]);
    await ada.says('network create Bakers --console');
    await ada.reads(/Accounts of the console count here/);
    await ada.clicks(/^Make this its place/);
    await ada.reads(/belongs to the network Bakers now/);
    await bob.reads(/^ada asked:\nThis place belongs to the network Bakers now/);
    await bob.says('join');
    await bob.reads(/Welcome to Bakers/);
    expect(ada.sees().join('\n')).not.toContain('Welcome to Bakers');
    await ada.says('vote open');
    await ada.fills({ question: 'Which name?', options: 'Anchor, Beacon', for: '2d' });
    await bob.reads(/Which name\?/);
    await bob.chooses('Beacon');
    await bob.reads(/Beacon/);
    await ada.says('vote cast 1 Beacon');
    await ada.reads(/Counted in vote #1: Beacon/);
    await ada.says('vote close 1');
    for (const person of [ada, bob]) await person.reads(/^\(changed\)\nVote #1 is over[^]*Beacon wins/);
  });

  it('rank, change their mind, and two are elected', { timeout: 30_000 }, async () => {
    const [ada, bob] = await Promise.all([world.console.person('ada'), world.console.person('Bob')]);
    await ada.says('vote open "Who speaks for us?" --options Ann,Bea,Cyd --for 2d --method stv --seats 2');
    await bob.reads(/rank the options, the best first[^]*vote cast 2 1>2>3/);
    await bob.says('vote cast 2 Cyd > Ann = Bea');
    await bob.reads(/Counted in vote #2: Cyd > Ann = Bea\.[^]*Receipt: /);
    await bob.says('vote change 2 Bea > Ann');
    await bob.reads(/Counted in vote #2: Bea > Ann\. It replaces your earlier ballot: Cyd > Ann = Bea\./);
    await ada.says('vote cast 2 Ann');
    await ada.reads(/Counted in vote #2: Ann/);
    await ada.says('vote close 2');
    for (const person of [ada, bob]) {
      const outcome = await person.reads(/^\(changed\)\nVote #2 is over[^]*Elected: (?:Ann, Bea|Bea, Ann)\./);
      expect(outcome).not.toContain('Cyd');
    }
  });

  it('do not count in a network that was not founded for them', { timeout: 30_000 }, async () => {
    const eve = await world.console.person('eve', 'kitchen');
    await eve.says('network create Cooks');
    await eve.reads(/proves no identity/);
    await eve.says('vote open "Salt?" --options Yes,No --for 1d --network Cooks');
    await eve.reads(/Vote #1 is open/);
    await eve.says('vote cast 1 Yes --network Cooks');
    await eve.reads(/prove no identity, so Cooks does not count them/);
  });
});
