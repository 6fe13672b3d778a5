import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../visible.ts';
import { ansi, span, wrap } from './line.ts';
import type { Line, Style } from './line.ts';
import type { Shown } from './recording.ts';
import type { Surface } from './surface.ts';

/** Tells the story: to the terminal as it happens, and remembers it for a picture. */
export type Teller = {
  /** Begins a scene. */
  readonly scene: (title: string) => Promise<void>;
  /** A sentence of the narrator. */
  readonly tells: (words: string, style?: Style) => Promise<void>;
  /** What somebody says or does, and where. */
  readonly says: (who: Speaker, words: string) => Promise<void>;
  /** What they read then: its first lines, as far as they fit. */
  readonly reads: (words: string, shown?: Excerpt) => Promise<void>;
  /** A line typed into a terminal. */
  readonly types: (words: string) => Promise<void>;
  readonly shown: readonly Shown[];
  /** Whether it leaves time to read. */
  readonly unhurried: boolean;
};

/** Which lines of a message are shown: so many from the first that fits. */
export type Excerpt = { readonly from?: RegExp; readonly most?: number };

export type Speaker = { readonly name: string; readonly surface: Surface };

const columns = 104;
const margin = 22;

/** Unhurried it leaves time to read: at a terminal, and for a picture. Into a pipe it hurries. */
export function createTeller(
  stream: NodeJS.WriteStream,
  { print, unhurried }: { print: (text: string) => void; unhurried: boolean },
): Teller {
  const shown: Shown[] = [];
  const began = performance.now();
  const breath = unhurried ? 1 : 0;
  let scenes = 0;

  async function show(line: Line, pause: number, indent = 4): Promise<void> {
    for (const part of wrap(line, { columns, indent })) {
      print(ansi(part, stream));
      shown.push({ at: performance.now() - began, line: part });
    }
    await sleep(pause * breath);
  }

  return {
    shown,
    unhurried,
    scene: async (title) => {
      scenes += 1;
      await show([], 150);
      await show([span(`${String(scenes).padStart(2)}  `, 'dim'), span(title, 'title')], 500);
    },
    tells: (words, style = 'plain') => show([span('    '), span(words, style)], 350),
    says: async ({ name, surface }, words) => {
      const who = `${name} on ${surface} `.padEnd(margin - 4);
      await show([span('    '), span(who, surface), span(words, 'bold')], 350, margin);
    },
    reads: async (words, { from = /./u, most = 3 } = {}) => {
      const lines = withClockTimes(words)
        .split('\n')
        .filter((line) => /[^\s=]/u.test(line));
      const first = Math.max(
        0,
        lines.findIndex((line) => from.test(line)),
      );
      for (const line of lines.slice(first, first + most)) await show([span(' '.repeat(margin)), span(visible(line), 'dim')], 160, margin);
      if (lines.length > first + most) await show([span(`${' '.repeat(margin)}…`, 'dim')], 160);
      await sleep(250 * breath);
    },
    types: (words) => show([span('    $ ', 'dim'), span(words, 'bold')], 300),
  };
}

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});

/** Discord shows a moment on everybody's own clock; here stands which one that would be. */
function withClockTimes(words: string): string {
  return words.replaceAll(/(\d{4}-\d\d-\d\dT[\d:.]{12}Z)(?: \(in a while\))?/gu, (_, at: string) => dayAndTime.format(new Date(at)));
}
