import { expect } from 'vitest';
import { paragraph } from '../../../core/text/text.ts';
import type { Stage } from '../stage.ts';

/** What is shown is whole, and for whom it is meant. */
export const showing = {
  "splits a long text at the platform's limit, and breaks no word and no markup": async ({ bob, posts, sight, settled, traits }: Stage) => {
    const words = Array.from({ length: 2_400 }, (_, place) => `w${String(place).padStart(4, '0')}x`);
    const [plain, strong] = [words.slice(0, 1_200), words.slice(1_200)];
    const text = [
      paragraph({ kind: 'quote', text: `Long text ${plain.join(' ')}` }),
      paragraph({ kind: 'strong', inlines: [{ kind: 'quote', text: strong.join(' ') }] }),
    ];
    await posts('long', { text });
    await bob.reads(/Long text/);
    await settled();
    const seen = [...(await sight(bob)).matchAll(/\bw\w*/g)].map(([word]) => word).filter((word) => /\d/.test(word));
    const wanted = Math.min(words.length, Math.floor((traits.longest ?? Infinity) / 7));
    expect(seen.length).toBeGreaterThanOrEqual(wanted);
    expect(seen).toEqual(words.slice(0, seen.length));
    expect(await sight(bob)).not.toMatch(/\*\*|__|<\/?\w+>/);
  },

  "shows people's words as they are, and pings nobody": async ({ bob, posts }: Stage) => {
    await posts('hostile', { text: [paragraph({ kind: 'quote', text: `Words: ${hostile}` })] });
    expect(await bob.reads(/^Words: |\nWords: /)).toContain(hostile);
  },

  'changes what stands there, in its place': async ({ bob, posts, sight, settled }: Stage) => {
    const post = (words: string) => posts('changing', { text: [paragraph({ kind: 'quote', text: words })] });
    await post('The first words');
    await bob.reads('The first words');
    await settled();
    await post('The second words');
    await bob.reads('The second words');
    expect(await sight(bob)).not.toContain('The first words');
  },

  'answers one person so that no other reads it': async ({ ada, bob, cyd, opens, says, sight, settled }: Stage) => {
    const number = await opens('A secret?', ['Yes', 'No']);
    await says(bob, `vote cast ${number} No`);
    await bob.reads(`Counted in vote #${number}: No`);
    await settled();
    for (const other of [ada, cyd]) expect(await sight(other)).not.toContain(`Counted in vote #${number}`);
  },
};

const hostile = '2 < 3 & *not bold* _nor this_ `nor code` @everyone @here #1 <b>no</b> [no](https://example.org) ~gone~';
