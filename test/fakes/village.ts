import { pino } from 'pino';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { createTranslator } from '../../adapters/icu/translator.ts';
import type { Ports } from '../../adapters/postgres/ports.ts';
import type { Event, Said } from '../../bots/conversation/event.ts';
import type { Answer } from '../../bots/conversation/platform.ts';
import { createHear } from '../../bots/conversation/receive.ts';
import { PlatformName } from '../../core/ids.ts';
import { plainText } from '../../core/text/plain.ts';
import type { Message } from '../../core/text/text.ts';
import { commands } from '../../features/index.ts';
import { createMemory } from './memory.ts';
import { memoryCharters } from './memory-charters.ts';
import { memoryDigests } from './memory-digests.ts';
import { memoryIntake } from './memory-intake.ts';
import { beginCounting, closeDueVotes } from './memory-lifecycle.ts';
import { memoryLedger, memoryMessenger, memoryProcesses } from './memory-messenger.ts';
import { memoryModeration } from './memory-moderation.ts';
import { memoryMembers, memoryNetworks, memorySpaces } from './memory-networks.ts';
import { memoryLinks, memoryPeople } from './memory-people.ts';
import { memoryPrivacy } from './memory-privacy.ts';
import { memoryBallots, memoryVotes } from './memory-votes.ts';

export type Village = ReturnType<typeof createVillage>;
export type Villager = ReturnType<Village['person']>;

/** Where something is said: a channel by its name, or null for a direct conversation. */
export type Spot = { readonly in?: string | null; readonly managing?: boolean; readonly id?: string; readonly at?: Date };

/** People who talk with the whole product, but for platforms and servers: real commands, grammar and texts over ports in memory. */
export function createVillage() {
  const memory = createMemory(new Date('2026-11-24T14:00:00Z'));
  const translator = createTranslator();
  const logged: string[] = [];
  const hear = createHear({
    commands,
    intake: memoryIntake<Ports>(memory, createPorts()),
    clock: { now: () => memory.state.now },
    log: pino({ base: null }, { write: (line: string) => void logged.push(line) }),
    reference: () => 'k3x9p2mq',
  });
  let events = 0;

  function createPorts(): Ports {
    return {
      clock: { now: () => memory.state.now },
      hashing,
      pages: { ofVote: (vote) => `https://coop.example/votes/${vote}` },
      people: memoryPeople(memory),
      privacy: memoryPrivacy(memory),
      links: memoryLinks(memory),
      networks: memoryNetworks(memory),
      charters: memoryCharters(memory),
      members: memoryMembers(memory),
      spaces: memorySpaces(memory),
      votes: memoryVotes(memory),
      ballots: memoryBallots(memory),
      messenger: memoryMessenger(memory),
      processes: memoryProcesses,
      ledger: memoryLedger(memory),
      digests: memoryDigests(memory),
      moderation: memoryModeration(memory),
    };
  }

  const shown = (message: Message, reader = { language: 'en', timeZone: 'UTC' }): string =>
    plainText(message, (sentence) => translator.words(sentence, reader));

  /** Somebody on a platform. What they say, they say in a direct conversation unless a channel is named. */
  function person(name: string, platform = 'discord') {
    async function answer(said: Said, spot: Spot = {}): Promise<Answer | null> {
      const channel = spot.in ?? null;
      events += 1;
      const event: Event = {
        platform: PlatformName.parse(platform),
        installation: '',
        id: spot.id ?? `event-${events}`,
        at: spot.at ?? memory.state.now,
        author: { externalId: name.toLowerCase(), displayName: name },
        place: { externalId: channel ?? `direct ${name}`, private: channel === null, managed: spot.managing ?? false },
        said,
        answerTo: {},
      };
      return hear(event);
    }
    const read = (given: Answer | null): string => (given === null ? '' : shown(given.message, given.reader));
    return {
      name,
      answer,
      says: async (text: string, spot?: Spot): Promise<string> => read(await answer({ kind: 'text', text }, spot)),
      /** The same with its fields apart, as forms and slash commands send them. */
      fills: async (command: string, answers: Readonly<Record<string, string>>, spot?: Spot): Promise<string> =>
        read(await answer({ kind: 'fields', command, answers }, spot)),
      clicks: async (text: string, spot?: Spot): Promise<string> => read(await answer({ kind: 'text', text, clicked: true }, spot)),
      /** The words of the buttons and choices below the answer. */
      isOffered: async (text: string, spot?: Spot): Promise<readonly string[]> => {
        const given = await answer({ kind: 'text', text }, spot);
        return (given?.message.actions ?? []).flatMap((action) => {
          if (action.kind === 'button') return [action.say];
          return action.kind === 'select' ? action.options.map((option) => option.say) : [];
        });
      },
      /** Everything that this person was told unasked. */
      notes: (): readonly string[] => {
        const account = memory.state.accounts.find((known) => known.platform === platform && known.externalId === name.toLowerCase());
        return memory.state.notes.filter((note) => note.person === account?.person).map((note) => shown(note.message));
      },
    };
  }

  return {
    memory,
    logged,
    person,
    shown,
    /** What stands in a channel: the latest message of each subject. */
    stands: (channel: string): readonly string[] => {
      const latest = new Map(memory.state.posts.filter(({ place }) => place === channel).map((post) => [post.subject, post.message]));
      return [...latest.values()].map((message) => shown(message));
    },
    /** Lets time pass. Deadlines are only noticed by `closeDue` and `beginCounting`. */
    later: (milliseconds: number): void => {
      memory.state.now = new Date(memory.state.now.getTime() + milliseconds);
    },
    closeDue: () => closeDueVotes(memory),
    beginCounting: () => beginCounting(memory),
  };
}

export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000] as const;
