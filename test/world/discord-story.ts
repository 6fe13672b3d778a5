import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { temporalPatience } from '../servers/temporal.ts';
import type { DiscordPerson } from './discord-person.ts';
import { openWorld } from './open-world.ts';
import type { World } from './open-world.ts';

export type Story = {
  readonly world: () => World;
  /** Whoever has this name, on Discord from the first time on. */
  readonly person: (name: string, rights?: { manager?: boolean }) => Promise<DiscordPerson>;
  /** `const { ada, bob } = await people('ada', 'bob')` */
  readonly people: <Name extends string>(...names: readonly Name[]) => Promise<Record<Name, DiscordPerson>>;
  /** A network that meets in the server's first channel: the first one founds it, the others join. */
  readonly village: <Name extends string>(
    network: string,
    founder: Name,
    ...others: readonly Name[]
  ) => Promise<Record<Name, DiscordPerson>>;
  /** Waits until everything that is due has left. */
  readonly settled: () => Promise<void>;
  /** What was logged as an error. Whoever expects some takes it out. */
  readonly surprises: string[];
  /** Rows of the database, as its owner sees them. */
  readonly look: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
};

/**
 * One world for the stories of a file: call it inside `describe`. In the end nothing that left broke a rule of Discord (a ping
 * is one), nothing was set aside and nothing surprised the product.
 */
export function discordStory(): Story {
  let world: World | null = null;
  const surprises: string[] = [];
  const known = new Map<string, Promise<DiscordPerson>>();
  const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
  const opened = (): World => {
    if (world === null) throw new Error('the world is not open yet');
    return world;
  };
  const person: Story['person'] = (name, rights) => {
    const found = known.get(name) ?? opened().discord.person(name, rights);
    known.set(name, found);
    return found;
  };
  const village: Story['village'] = async (network, founder, ...others) => {
    const ada = await person(founder, { manager: true });
    await ada.says(`/network create name:${network}`);
    await ada.clicks('Make this its place');
    await ada.reads('belongs');
    for (const name of others) {
      const member = await person(name);
      await member.says('/join');
      await member.reads('Welcome');
    }
    return everybody([founder, ...others], person);
  };
  const look: Story['look'] = async (text, values = []) => {
    const client = new pg.Client({ connectionString: opened().database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  const settled: Story['settled'] = () =>
    vi.waitFor(async () => expect(await look("select key from outbox where status = 'due'")).toEqual([]), {
      timeout: 15_000,
      interval: 50,
    });

  beforeAll(async () => {
    world = await openWorld({ log });
  }, temporalPatience);
  afterAll(async () => {
    const { discord, close } = opened();
    const aside = await look("select platform, last_error from outbox where status = 'aside'");
    await close();
    expect(discord.violations).toEqual([]);
    expect(aside).toEqual([]);
    expect(surprises).toEqual([]);
  }, 60_000);
  return { world: opened, person, people: (...names) => everybody(names, person), village, settled, surprises, look };
}

async function everybody<Name extends string>(names: readonly Name[], person: Story['person']): Promise<Record<Name, DiscordPerson>> {
  const entries = await Promise.all(names.map(async (name) => [name, await person(name)] as const));
  return Object.fromEntries(entries) as Record<Name, DiscordPerson>;
}
