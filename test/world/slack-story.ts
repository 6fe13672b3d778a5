import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { temporalPatience } from '../servers/temporal.ts';
import { openSlackWorld } from './open-slack.ts';
import type { SlackWorld } from './open-slack.ts';
import type { SlackPerson } from './slack-person.ts';

export type SlackStory = {
  readonly world: () => SlackWorld;
  /** Whoever has this name, on Slack from the first time on. */
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<SlackPerson>;
  /** Waits until everything that is due has left. */
  readonly settled: () => Promise<void>;
  /** Rows of the database, as its owner sees them. */
  readonly look: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
};

/**
 * One house with Slack for the stories of a file: call it inside `describe`. In the end nothing broke a rule of Slack, nothing
 * was set aside and nothing surprised the product.
 */
export function slackStory(mode: 'socket' | 'events'): SlackStory {
  const surprises: string[] = [];
  const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
  const known = new Map<string, Promise<SlackPerson>>();
  let world: SlackWorld | null = null;
  const opened = (): SlackWorld => {
    if (world === null) throw new Error('the world is not open yet');
    return world;
  };
  const look: SlackStory['look'] = async (text, values = []) => {
    const client = new pg.Client({ connectionString: opened().database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    world = await openSlackWorld({ mode, log });
  }, temporalPatience);
  afterAll(async () => {
    const { slack, close } = opened();
    const aside = await look("select platform, last_error from outbox where status = 'aside'");
    await close();
    expect(slack.violations).toEqual([]);
    expect(aside).toEqual([]);
    expect(surprises).toEqual([]);
  }, 60_000);

  return {
    world: opened,
    person: (name, rights = {}) => {
      const found = known.get(name) ?? opened().slack.person(name, rights);
      known.set(name, found);
      return found;
    },
    settled: () =>
      vi.waitFor(async () => expect(await look("select key from outbox where status = 'due'")).toEqual([]), {
        timeout: 15_000,
        interval: 50,
      }),
    look,
  };
}
