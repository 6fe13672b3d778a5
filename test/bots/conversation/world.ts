import pino from 'pino';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { AnyCommand } from '../../../bots/conversation/command.ts';
import type { Event, Said } from '../../../bots/conversation/event.ts';
import type { Answer } from '../../../bots/conversation/platform.ts';
import { createHear } from '../../../bots/conversation/receive.ts';
import { NetworkId, PlatformName } from '../../../core/ids.ts';
import type { MemberStatus, Network } from '../../../core/ports/networks.ts';
import { plainText } from '../../../core/text/plain.ts';
import { createFakeIntake } from './fake-intake.ts';
import { testCommands } from './test-commands.ts';

export const bakers: Network = { id: NetworkId.parse('00000000-0000-4000-8000-0000000000b1'), name: 'Bakers', console: false };
export const nightBakers: Network = { id: NetworkId.parse('00000000-0000-4000-8000-0000000000b2'), name: 'Night Bakers', console: false };

/** Somebody talks with the bot: real grammar, dialogue, catalogue; the database is a fake that can undo. */
export function createWorld({ commands = testCommands }: { commands?: readonly AnyCommand[] } = {}) {
  const state = {
    now: new Date('2026-11-24T14:00:00Z'),
    here: bakers as Network | null,
    status: 'member' as MemberStatus,
    member: [bakers] as readonly Network[],
    language: null as string | null,
  };
  const lines: unknown[] = [];
  const logged: string[] = [];
  const translator = createTranslator();
  const all = [bakers, nightBakers];
  const intake = createFakeIntake({
    state,
    undo: () => {
      const kept = [...lines];
      return () => void lines.splice(0, lines.length, ...kept);
    },
    ports: {
      notebook: { write: (line: unknown) => void lines.push(line) },
      networks: {
        of: async () => state.member,
        findByName: async (name: string) => all.find((network) => network.name.toLowerCase() === name.toLowerCase()) ?? null,
      },
      members: { status: async (): Promise<MemberStatus> => state.status },
    },
  });
  const hear = createHear<AnyCommand>({
    commands,
    intake,
    clock: { now: () => state.now },
    log: pino({ base: null, timestamp: false }, { write: (line: string) => void logged.push(line) }),
    reference: () => 'k3x9p2mq',
  });

  let count = 0;
  const answer = async (said: Said, id = `event-${(count += 1)}`, how: Pick<Event, 'outOfTurn'> = {}): Promise<Answer | null> =>
    hear({ ...eventOf(said, { id, at: state.now, here: state.here }), ...how });
  const shown = (given: Answer | null): string =>
    given === null ? '' : plainText(given.message, (sentence) => translator.words(sentence, given.reader));

  return {
    state,
    intake,
    /** What the commands did, and was committed. */
    lines,
    logged,
    answer,
    shown,
    says: async (text: string): Promise<string> => shown(await answer({ kind: 'text', text })),
    clicks: async (text: string): Promise<string> => shown(await answer({ kind: 'text', text, clicked: true })),
    fills: async (command: string, answers: Record<string, string>): Promise<string> =>
      shown(await answer({ kind: 'fields', command, answers })),
    later: (minutes: number) => {
      state.now = new Date(state.now.getTime() + minutes * 60_000);
    },
  };
}

type When = { readonly id: string; readonly at: Date; readonly here: Network | null };

function eventOf(said: Said, { id, at, here }: When): Event {
  return {
    platform: PlatformName.parse('test'),
    installation: '',
    id,
    at,
    author: { externalId: 'ada', displayName: 'Ada' },
    place: { externalId: 'room', private: here === null, managed: false },
    said,
    answerTo: { message: id },
  };
}
