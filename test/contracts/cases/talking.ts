import { expect } from 'vitest';
import type { Stage } from '../stage.ts';

/** What people say is understood. */
export const talking = {
  'parses a line with quotes, options and several words': async ({ bob, says, opens }: Stage) => {
    const number = await opens('Which name, then?', ['Anchor', '“Old Mill”', 'Blue Door']);
    await bob.reads(new RegExp(`Vote #${number}\\b[^]*Which name, then\\?[^]*Blue Door`));
    await says(bob, `vote cast ${number} blue door`);
    await bob.reads(`Counted in vote #${number}: Blue Door`);
  },

  'names the nearest command of a misspelt one': async ({ bob, says }: Stage) => {
    await says(bob, 'vote opne "Which?" --options A,B');
    await bob.reads(/Did you mean .*vote open/);
  },

  helps: async ({ bob, says }: Stage) => {
    await says(bob, 'help vote cast');
    await bob.reads(/Casts your ballot/);
  },

  'takes a command as a form': async ({ world, ada, bob }: Stage) => {
    await ada.says(world.form('vote open'));
    await ada.fills({ question: 'Which oven?', options: 'Old, New' });
    await ada.reads(/Vote #\d+ is open/);
    await bob.reads(/Which oven\?/);
  },

  'asks question by question, goes back, and corrects what is wrong': async ({ bob, saysAlone }: Stage) => {
    await saysAlone(bob, 'vote open');
    await bob.reads('What is the question?');
    await saysAlone(bob, 'Which day?');
    await bob.reads('Which options');
    await bob.clicks(/^Back/);
    await bob.reads(/You said before: Which day\?/);
    await saysAlone(bob, 'Which weekday?');
    await bob.reads('Which options');
    await saysAlone(bob, 'Monday');
    await bob.reads(/only 1 there/);
    await saysAlone(bob, 'Monday, Tuesday');
    await bob.reads(/Vote #\d+ is open/);
  },

  'leaves a question when told so': async ({ bob, saysAlone }: Stage) => {
    await saysAlone(bob, 'vote open');
    await bob.reads('What is the question?');
    await bob.clicks(/^Cancel/);
    await bob.reads(/Nothing was done/);
  },

  'talks to one person alone': async ({ ada, bob, sight, settled }: Stage) => {
    await bob.says('me show', { direct: true });
    const about = await bob.reads(/bob/i);
    await settled();
    expect(await sight(ada)).not.toContain(about);
  },

  'takes a thread of its place for its place': async ({ world }: Stage) => {
    const dora = await world.person('dora');
    await dora.says(world.call('join'), { thread: true });
    await dora.reads(/Welcome to Contract Bakers/);
  },

  'answers somebody unknown, and counts no ballot of theirs': async ({ world, bob, says, opens }: Stage) => {
    const zoe = await world.person('zoe');
    const number = await opens('Who counts?', ['Members', 'Everybody']);
    await says(zoe, `vote cast ${number} Everybody`);
    await zoe.reads(/[Oo]nly members|not a member/);
    await says(bob, `vote status ${number}`);
    await bob.reads(/0 of \d+ voted/);
  },
};
