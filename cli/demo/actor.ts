import type { Person } from '../../test/world/person.ts';
import type { Excerpt, Speaker, Teller } from './teller.ts';

/**
 * What somebody does: a command in words, as their platform writes it; in their conversation with the bot if it is private;
 * on Discord by a slash command; by a click where there are buttons, if one is named.
 */
export type Doing = { readonly says: string; readonly slash?: string; readonly clicks?: string; readonly privately?: boolean };

/** Somebody in the story: does things, reads the answers, and both is told. */
export type Actor = Speaker & {
  /** Returns the answer that fits. */
  readonly does: (what: Doing, answer: string | RegExp, shown?: Excerpt) => Promise<string>;
  /** Waits for something that comes unasked, as long as a vote of the story is open. */
  readonly reads: (pattern: string | RegExp, shown?: Excerpt) => Promise<string>;
};

/** Milliseconds. A person waits 10 s for an answer; an outcome takes as long as its vote. */
const patience = 90_000;

const withButtons: ReadonlySet<Speaker['surface']> = new Set(['Discord', 'Slack']);

type ActorParts = { readonly teller: Teller; readonly surface: Speaker['surface']; readonly call: (line: string) => string };

export function createActor(person: Person, { teller, surface, call }: ActorParts): Actor {
  const self: Speaker = { name: person.name, surface };

  async function act({ says, slash, clicks, privately = false }: Doing): Promise<void> {
    if (clicks !== undefined && withButtons.has(surface)) {
      await teller.says(self, `presses the button [${clicks}]`);
      return person.clicks(new RegExp(`^${clicks}`, 'u'));
    }
    const words = privately ? says : surface === 'Discord' && slash !== undefined ? slash : call(says);
    await teller.says(self, privately ? `privately: ${words}` : words);
    return person.says(words, privately ? { direct: true } : {});
  }

  async function readAnswer(pattern: string | RegExp, shown?: Excerpt): Promise<string> {
    const text = await untilRead(pattern);
    await teller.reads(text, shown);
    return text;
  }

  async function untilRead(pattern: string | RegExp): Promise<string> {
    for (const until = performance.now() + patience; ;) {
      try {
        return await person.reads(pattern);
      } catch (error) {
        if (performance.now() > until) throw error;
      }
    }
  }

  return {
    ...self,
    reads: async (pattern, shown) => {
      const text = await untilRead(pattern);
      await teller.says(self, 'reads');
      await teller.reads(text, shown);
      return text;
    },
    does: async (what, answer, shown) => {
      await act(what);
      return readAnswer(answer, shown);
    },
  };
}
