import { parseArgs } from 'node:util';
import { z } from 'zod';
import { whole } from './statistics.ts';

/** What `npm run load -- ...` is asked for. Whatever is asked, it ends: every figure has a limit, and so have all together. */
export type LoadOptions = z.infer<typeof Options>;

const upTo = (least: number, most: number) =>
  z.coerce
    .number('a whole number')
    .int('a whole number')
    .min(least, `at least ${whole(least)}`)
    .max(most, `at most ${whole(most)}`);

const Options = z.object({
  rate: upTo(1, 5_000).default(1_000).describe('events a second'),
  seconds: upTo(1, 300).default(30).describe('for how long'),
  electors: upTo(10, 20_000).default(3_000).describe('how many people vote'),
  votes: upTo(1, 12).default(4).describe('in how many votes'),
  seed: upTo(0, 2 ** 32 - 1)
    .default(1)
    .describe('the same seed asks for the same events'),
});

const mostEvents = 300_000;

export const loadUsage = [
  'npm run load [-- --rate 1000 --seconds 30 --electors 3000 --votes 4 --seed 1]',
  ...Object.entries(Options.shape).map(
    ([name, option]) => `  --${name.padEnd(9)} ${option.unwrap().description ?? option.description ?? ''}`,
  ),
  `At most ${whole(mostEvents)} events in all. Exit 0: every acknowledged ballot was counted exactly once; 1: not so; 2: the line was wrong.`,
].join('\n');

/** The options, or in words what was wrong with them. */
export function readLoadOptions(words: readonly string[]): LoadOptions | string {
  let values;
  try {
    const options = Object.fromEntries(Object.keys(Options.shape).map((name) => [name, { type: 'string' as const }]));
    ({ values } = parseArgs({ args: [...words], options, strict: true }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const parsed = Options.safeParse(values);
  if (!parsed.success) {
    return parsed.error.issues
      .map(({ path, message }) => `--${String(path[0])} ${String(values[String(path[0])])}: it takes ${message}`)
      .join('\n');
  }
  const { rate, seconds } = parsed.data;
  if (rate * seconds > mostEvents)
    return `--rate ${rate} for --seconds ${seconds} would be ${whole(rate * seconds)} events: at most ${whole(mostEvents)} are sent in one run`;
  return parsed.data;
}
