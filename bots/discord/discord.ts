import type { REST } from '@discordjs/rest';
import type { Logger } from 'pino';
import { z } from 'zod';
import { Routes } from 'discord-api-types/v10';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { PlatformHold } from '../../core/ports/platform-hold.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { withHelp } from '../conversation/help.ts';
import type { Hear, Platform } from '../conversation/platform.ts';
import type { Suggest } from '../conversation/suggest.ts';
import { createAnswers } from './answers.ts';
import { discordName } from './name.ts';
import { decodeDeleted } from './decode-deleted.ts';
import { createCommandWords } from './command-words.ts';
import { encodeMessage } from './encode.ts';
import type { Encode } from './encode.ts';
import { createForms } from './forms.ts';
import { createSessions } from './gateway-session.ts';
import { createGateway, intents } from './gateway.ts';
import type { Dispatch, Gateway } from './gateway.ts';
import { interactionRoute } from './interactions.ts';
import { lateness } from './lateness.ts';
import { messageEntries } from './message-commands.ts';
import { createPlaces } from './places.ts';
import { createPosts } from './posts.ts';
import { createReceive } from './receive.ts';
import type { Receive } from './receive.ts';
import { createReconcile } from './reconcile.ts';
import { createRegistration } from './registration.ts';
import { discordStatus } from './rest-errors.ts';
import { createRest } from './rest.ts';
import { createRights } from './rights.ts';
import { createSend } from './send.ts';
import { examineSetUp } from './set-up.ts';
import { commandPaths, encodeCommands } from './slash-commands.ts';
import { createSilence } from './silence.ts';
import { raiseTokenAlarm } from './token-alarm.ts';

export type DiscordParts = {
  readonly token: string;
  /** Where it is given, interactions are taken by signed HTTP too. */
  readonly publicKey?: string | null;
  /** Without the version, e.g. "https://discord.com/api". */
  readonly apiUrl: string;
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly memory: PlatformMemory;
  /** Only who has it takes up the session of an earlier life, and leaves one; default: whoever asks. */
  readonly hold?: PlatformHold;
  /** What fields may be meant to say, while they are typed; default: nothing. */
  readonly suggest?: Suggest;
  /** Hears which messages were deleted; default: nobody. */
  readonly deleted?: ToldDeleted;
};

/** Discord, through its gateway and its REST API. */
export function createDiscord({ token, apiUrl, publicKey = null, translator, log, clock, memory, ...parts }: DiscordParts): Platform {
  const commands = withHelp(parts.commands);
  const { suggest = async () => [], deleted = async () => {}, hold = unshared } = parts;
  const rest = createRest({ apiUrl, token });
  raiseTokenAlarm(rest, log);
  const forms = createForms();
  const posts = createPosts(rest);
  const commandWords = createCommandWords(commands);
  const encode: Encode = (message, reader) => encodeMessage(message, { translator, reader, forms, commandWords });
  const answers = createAnswers({ rest, encode, translator, forms, posts, commands });
  const wanted = encodeCommands(commands, translator);
  const registration = createRegistration({ rest, wanted, memory, log, learn: commandWords.register });
  const send = createSend({ answers, posts, encode });
  const vocabulary = { paths: commandPaths(commands), entries: messageEntries(commands, translator), forms };
  const places = createPlaces(rest);
  const silence = createSilence(clock);
  let receive: Receive | null = null;
  let gateway: Gateway | null = null;
  let sweep = (): Promise<number> => Promise.resolve(0);

  /** What is heard from now on, also over connections that are made later. */
  function listenWith(hear: Hear, self: string): Receive {
    const listener = createReceive({ self, places, rights: createRights({ rest, log }), hear, answers, suggest, vocabulary, log });
    const channels = async () => {
      const all = [...(await places.readable()), ...listener.channels()];
      return [...new Map(all.map((channel) => [channel.id, channel])).values()];
    };
    const take: typeof listener.message = async (message, channel) => {
      const isNew = await listener.message(message, channel);
      if (isNew) silence.readBack(message.id, gateway?.state());
      return isNew;
    };
    ({ sweep } = createReconcile({ rest, clock, log, channels, take }));
    return listener;
  }

  function heard(dispatch: Dispatch, how: { again: boolean }): Promise<void> | null {
    places.learn(dispatch);
    if (dispatch.t === 'INTERACTION_CREATE') return receive?.interaction(dispatch.d, how) ?? null;
    const gone = decodeDeleted(dispatch);
    if (gone !== null) return deleted(gone);
    return dispatch.t === 'MESSAGE_CREATE' ? (receive?.told(dispatch.d, how) ?? null) : null;
  }

  /** Interactions by HTTP are taken as soon as it is known who we are: they need no gateway. */
  async function start(hear: Hear, missed = () => {}): Promise<void> {
    const { user, application } = await orUnreachable(whoWeAre(rest));
    receive ??= listenWith(hear, user);
    await orUnreachable(registration.register(application));
    const sessions = createSessions({ memory, hold, begunFor: `${application} ${intents}` });
    gateway ??= createGateway({ token, rest, sessions, clock, log, take: heard, connected: missed });
    await orUnreachable(gateway.start());
  }

  return {
    name: discordName,
    lateness,
    ...(publicKey === null ? {} : { routes: [interactionRoute({ publicKey, clock, take: () => receive?.interaction ?? null })] }),
    start,
    stop: async () => {
      const listener = receive;
      await gateway?.stop(async () => listener?.settled());
      receive = null;
      await listener?.settled();
    },
    sweep: async () => {
      // "Nothing was missed" would be a lie, and whoever counts would believe it.
      if (gateway === null || gateway.state().kind === 'connecting')
        throw new CoopError('discord-unreachable', 'Discord is not connected, so nothing can be read back; it is tried again');
      const found = await sweep();
      const missed = silence.alarm();
      if (missed > 0) await orUnreachable(gateway.renew(missed));
      return found;
    },
    stands: posts.stands,
    send: async (delivery) => {
      await registration.look();
      return send(delivery);
    },
    examine: () => examineSetUp({ rest, wanted, gateway: receive === null ? null : (gateway?.state() ?? null) }),
  };
}

/** An application that is old has another id than its bot. */
async function whoWeAre(rest: REST): Promise<{ user: string; application: string }> {
  const [user, application] = await Promise.all([rest.get(Routes.user()), rest.get(Routes.currentApplication())]);
  return { user: Known.parse(user).id, application: Known.parse(application).id };
}

const Known = z.object({ id: z.string() });

const unshared: PlatformHold = { take: async () => ({ lost: new AbortController().signal, release: async () => {} }) };

async function orUnreachable<R>(request: Promise<R>): Promise<R> {
  return request.catch((cause: unknown) => {
    if (discordStatus(cause) === 401)
      throw new CoopError('discord-token', 'Discord does not accept the token; copy it again from the page "Bot" of your application');
    throw new CoopError('discord-unreachable', 'Discord cannot be reached; check the network, and DISCORD_API_URL if it is set', { cause });
  });
}
