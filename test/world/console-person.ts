import { setTimeout as sleep } from 'node:timers/promises';
import { attachConsole } from '../../cli/chat/attach-console.ts';
import type { ConsoleClient } from '../../cli/chat/attach-console.ts';
import type { Person } from './person.ts';

const patience = 10_000;

/** A person at a terminal, attached over the real socket. It outlives the instance, like `coop chat`. */
export type ConsolePerson = Omit<Person, 'sees'> & {
  /** Everything that was shown, newest last. */
  readonly sees: () => readonly string[];
  /** Closes the terminal. */
  readonly leaves: () => Promise<void>;
};

type Shown = { readonly text: string; read: boolean };

/** `home`: the data folder of a running instance. */
export async function createConsolePerson(name: string, { home, room }: { home: string; room?: string }): Promise<ConsolePerson> {
  const seen: Shown[] = [];
  const shows = ({ heading, text }: { heading: string | null; text: string }) =>
    void seen.push({ text: heading === null ? text : `${heading}\n${text}`, read: false });
  const attached = await attachConsole(home, { name, room, shows });
  if (attached === null) throw new Error('no instance runs there');
  const client: ConsoleClient = attached;
  client.ended.catch(() => {}); // whoever waits for a message is told
  let direct = false;

  /** Like on other platforms nobody waits for the answer here: `reads` does. */
  async function says(text: string, where: { direct?: boolean } = {}): Promise<void> {
    markRead();
    direct = where.direct ?? false;
    client.say(text, { direct }).catch(() => {}); // it was not answered: `reads` says so
  }

  /** There are no buttons: each is a line to say, and the newest that fits is said. */
  async function follows(label: string | RegExp): Promise<void> {
    const line = await waitFor(() => hintIn(seen, label), `${name} sees nothing like ${String(label)} to say`);
    await says(line, { direct });
  }

  async function reads(pattern: string | RegExp): Promise<string> {
    const found = await waitFor(
      () => seen.find(({ text, read }) => !read && fits(text, pattern)) ?? null,
      () => `${name} does not read ${String(pattern)}; unread: ${JSON.stringify(unread(), null, 1)}`,
    );
    found.read = true;
    return found.text;
  }

  const unread = (): string[] => seen.filter(({ read }) => !read).map(({ text }) => text);
  const markRead = (): void => {
    for (const shown of seen) shown.read = true;
  };

  return {
    name,
    says,
    clicks: follows,
    chooses: follows,
    /** There are no forms: what is missing is asked one by one, in the order of the fields. */
    fills: async (values) => {
      for (const words of Object.values(values)) {
        markRead();
        await client.say(words, { direct });
      }
    },
    reads,
    sees: () => seen.map(({ text }) => text),
    leaves: () => client.leave(),
  };
}

/** `Blue: say \`vote cast 3 Blue\``: what is to be said for a label, in the newest message that has it. */
function hintIn(seen: readonly Shown[], label: string | RegExp): string | null {
  for (const { text } of seen.toReversed()) {
    for (const line of text.split('\n')) {
      const [, shown = '', said] = /^\s*(.*): say `(.*)`$/u.exec(line) ?? [];
      if (said !== undefined && fits(shown, label)) return said;
    }
  }
  return null;
}

function fits(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

async function waitFor<T>(look: () => T | null, failure: string | (() => string)): Promise<T> {
  for (const until = performance.now() + patience; performance.now() < until;) {
    const found = look();
    if (found !== null) return found;
    await sleep(10);
  }
  throw new Error(typeof failure === 'string' ? failure : failure());
}
