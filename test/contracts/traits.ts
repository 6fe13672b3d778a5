import type { CaseName } from './cases/index.ts';
import type { PlatformLimits } from './platform-limits.ts';

/** What a platform is like, where platforms differ. */
export type PlatformTraits = PlatformLimits & {
  /** What people call it. */
  readonly title: string;
  /** Only cases that there are. */
  readonly without?: Readonly<Partial<Record<CaseName, string>>>;
};

/** Five lists of 25; and a message with three embeds. */
const discord = { mostPicked: 125, longest: 7_500 };

/** The platforms that keep the contract: each is played by `test/world/<name>-contract.test.ts`, and is a column of `docs/platforms.md`. */
export const platformTraits = {
  console: {
    title: 'Console',
    without: {
      'takes a thread of its place for its place': 'a terminal has no threads',
      'changes what stands there, in its place': 'a terminal scrolls: what changed is shown again, and says so',
      'puts back an announcement that was deleted': 'nobody deletes what a terminal showed',
      'does once what is delivered again': 'a terminal repeats a line only while it has no answer: test/bots/console',
      'opens one vote for an opening that is delivered again': 'a terminal repeats a line only while it has no answer: test/bots/console',
    },
  },
  discord: { title: 'Discord', ...discord },
  'discord-http': { title: 'Discord by HTTP', ...discord },
  /** A message is one request of at most about 13,000 characters. */
  slack: { title: 'Slack', longest: 11_000 },
  matrix: { title: 'Matrix' },
  github: {
    title: 'GitHub',
    without: {
      'talks to one person alone': 'GitHub has no direct messages',
      'answers one person so that no other reads it': 'GitHub shows every comment to everybody; what is secret is not told there',
    },
  },
} satisfies Readonly<Record<string, PlatformTraits>>;

export type PlayedPlatform = keyof typeof platformTraits;
