import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Message } from '../../core/text/text.ts';
import type { Person } from '../world/person.ts';
import { openPostOffice } from './post-office.ts';
import type { PlatformLimits } from './platform-limits.ts';
import type { PlatformWorld } from './platform-world.ts';

/** A village on the platform: what every case of the contract plays on. */
export type Stage = {
  readonly world: Pick<PlatformWorld, 'house' | 'person' | 'call' | 'form' | 'remove'>;
  readonly traits: PlatformLimits;
  /** The members: ada founded the network, and may manage the place. */
  readonly ada: Person;
  readonly bob: Person;
  readonly cyd: Person;
  /** What this member did last is delivered once more. */
  readonly redeliver: (member: 'ada' | 'bob') => Promise<void>;
  /** Says a line in the shared place, called as it is called there. */
  readonly says: (person: Person, line: string) => Promise<void>;
  /** Says a line directly; in the shared place where nobody can be talked to alone. */
  readonly saysAlone: (person: Person, line: string) => Promise<void>;
  /** Ada opens a vote for an hour; returns its number. */
  readonly opens: (question: string, options: readonly string[]) => Promise<number>;
  /** Has the network say something in its place; the same subject again replaces what was said. */
  readonly posts: (subject: string, message: Message) => Promise<void>;
  /** Waits until everything that is due has left. */
  readonly settled: () => Promise<void>;
  /** All that somebody sees, as one text. */
  readonly sight: (person: Person) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** A network that meets in the shared place: ada founds it, bob and cyd join. */
export async function createStage<P extends Person>(world: PlatformWorld<P>, traits: PlatformLimits): Promise<Stage> {
  const network = 'Contract Bakers';
  const foundsByCalls = async (founder: Person, name: string): Promise<void> => {
    await says(founder, `network create ${name}`);
    await founder.reads(/founded/);
    await says(founder, `space bind --network "${name}"`);
    await founder.reads(/belongs to the network/);
  };
  const { database } = world.house;
  const isAlone = !Object.hasOwn(traits.without ?? {}, 'talks to one person alone');
  const says: Stage['says'] = (person, line) => person.says(world.call(line));
  const saysAlone: Stage['saysAlone'] = (person, line) => (isAlone ? person.says(line, { direct: true }) : says(person, line));

  const ada = await world.person('ada', { manager: true });
  await (world.founds ?? foundsByCalls)(ada, network);
  const [bob, cyd] = [await world.person('bob'), await world.person('cyd')];
  for (const person of [bob, cyd]) {
    await says(person, 'join');
    await person.reads(/Welcome/);
  }
  const office = await openPostOffice(database, network);

  return {
    world,
    traits,
    ada,
    bob,
    cyd,
    redeliver: (member) => world.redeliver(member === 'ada' ? ada : bob),
    says,
    saysAlone,
    opens: async (question, options) => {
      await says(ada, `vote open "${question}" --options "${options.join(', ')}" --for 1h`);
      const opened = /Vote #(\d+) is open until/.exec(await ada.reads(/Vote #\d+ is open until/));
      return Number(opened?.[1]);
    },
    posts: office.post,
    settled: () => untilNothingIsDue(database.ownerUrl),
    sight: async (person) => (await person.sees()).join('\n'),
    close: office.close,
  };
}

async function untilNothingIsDue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const due = async () => (await client.query("select key from outbox where status = 'due'")).rows;
    await vi.waitFor(async () => expect(await due()).toEqual([]), { timeout: 20_000, interval: 50 });
  } finally {
    await client.end();
  }
}
