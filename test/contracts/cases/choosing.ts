import { expect } from 'vitest';
import type { Action } from '../../../core/text/text.ts';
import { paragraph } from '../../../core/text/text.ts';
import type { Stage } from '../stage.ts';

/** What is offered can be picked, or is said. */
export const choosing = {
  'does what a button says': async ({ bob, says, opens }: Stage) => {
    const number = await opens('Which colour?', ['Crimson', 'Indigo']);
    await bob.reads(/Which colour\?/);
    await bob.clicks(/^Indigo/);
    await bob.reads(`Counted in vote #${number}: Indigo`);
    await says(bob, `vote status ${number}`);
    await bob.reads(/Your ballot: Indigo/);
  },

  'lets choose among 3': async (stage: Stage) => {
    const number = await stage.opens('Which of three?', namesOf(3, 'trio'));
    await stage.bob.reads(/Which of three\?/);
    await stage.bob.clicks(/^trio 3\b/);
    await stage.bob.reads(`Counted in vote #${number}: trio 3`);
  },

  'lets choose among 30': async (stage: Stage) => {
    const number = await stage.opens('Which of thirty?', namesOf(30, 'item'));
    const [bob] = [stage.bob];
    await bob.reads(/Which of thirty\?/);
    for (const name of ['item 1', 'item 17', 'item 30']) {
      await bob.chooses(new RegExp(`^${name}$`));
      await bob.reads(new RegExp(`in vote #${number}: ${name}\\b`));
    }
  },

  'lets choose among 300, or says how': async ({ bob, cyd, posts, says, sight, traits }: Stage) => {
    const options = namesOf(300, 'entry').map((name) => ({ label: { kind: 'quote', text: name } as const, say: `pick ${name.slice(6)}` }));
    const select: Action = { kind: 'select', prompt: { kind: 'sentence', id: 'voting.choose' }, options };
    await posts('three hundred', { text: [paragraph({ kind: 'quote', text: 'Three hundred entries' })], actions: [select] });
    await bob.reads(/Three hundred entries/);
    const { mostPicked = 300 } = traits;
    for (const place of [1, 26, 101, mostPicked].filter((each) => each <= mostPicked)) {
      await bob.chooses(new RegExp(`^entry ${place}$`));
      await bob.reads(`pick ${place}”`);
    }
    await says(cyd, 'pick 300');
    await cyd.reads('pick 300”');
    expect(await sight(bob)).toContain('Three hundred entries');
  },
};

function namesOf(count: number, kind: string): readonly string[] {
  return Array.from({ length: count }, (_, place) => `${kind} ${place + 1}`);
}
