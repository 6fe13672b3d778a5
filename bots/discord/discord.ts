import { Client, DiscordjsError, DiscordjsErrorCodes, Events, GatewayDispatchEvents, GatewayIntentBits, Options } from 'discord.js';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { withHelp } from '../conversation/help.ts';
import type { Hear, Platform } from '../conversation/platform.ts';
import type { Suggest } from '../conversation/suggest.ts';
import { createAnswers } from './answers.ts';
import { discordName } from './decode.ts';
import { createCommandWords } from './command-words.ts';
import { encodeMessage } from './encode.ts';
import type { Encode } from './encode.ts';
import { createForms } from './forms.ts';
import { interactionRoute } from './interactions.ts';
import { lateness } from './lateness.ts';
import { messageEntries } from './message-commands.ts';
import { createPosts } from './posts.ts';
import { createReceive } from './receive.ts';
import type { Receive } from './receive.ts';
import { createReconcile } from './reconcile.ts';
import type { ReadableChannel } from './reconcile.ts';
import { createRegistration } from './registration.ts';
import { createSend } from './send.ts';
import { examineSetUp } from './set-up.ts';
import { commandPaths, encodeCommands } from './slash-commands.ts';

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
  /** What fields may be meant to say, while they are typed; default: nothing. */
  readonly suggest?: Suggest;
};

/** Discord, through its gateway and its REST API. */
export function createDiscord({ token, apiUrl, publicKey = null, translator, log, clock, memory, ...parts }: DiscordParts): Platform {
  const commands = withHelp(parts.commands);
  const client = createClient(apiUrl);
  const { rest } = client;
  rest.setToken(token);
  const forms = createForms();
  const posts = createPosts(rest);
  const commandWords = createCommandWords(commands);
  const encode: Encode = (message, reader) => encodeMessage(message, { translator, reader, forms, commandWords });
  const answers = createAnswers({ rest, encode, translator, forms, posts, commands });
  const wanted = encodeCommands(commands, translator);
  const registration = createRegistration({ rest, wanted, memory, log, learn: commandWords.register });
  const send = createSend({ answers, posts, encode });
  const vocabulary = { paths: commandPaths(commands), entries: messageEntries(commands, translator), forms };
  const { suggest = async () => [] } = parts;
  let receive: Receive | null = null;
  let sweep = (): Promise<number> => Promise.resolve(0);

  /** What is heard from now on, also over connections that are made later. */
  function listenWith(hear: Hear): Receive {
    const listener = createReceive({ client, hear, answers, suggest, vocabulary, log });
    const channels = () => [
      ...new Map([...guildChannels(client), ...listener.channels()].map((channel) => [channel.id, channel])).values(),
    ];
    ({ sweep } = createReconcile({ rest, clock, log, channels, take: listener.message }));
    listen(client, log);
    return listener;
  }

  async function start(hear: Hear, missed = () => {}): Promise<void> {
    receive ??= listenWith(hear);
    const { application } = client.isReady() ? client : await connect();
    await orUnreachable(registration.register(application.id));
    client.on(Events.ShardReady, missed);
  }

  async function connect(): Promise<Client<true>> {
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await logIn(client, token);
    return ready;
  }

  async function stop(): Promise<void> {
    client.ws.removeAllListeners(GatewayDispatchEvents.InteractionCreate);
    client.ws.removeAllListeners(GatewayDispatchEvents.MessageCreate);
    const listener = receive;
    receive = null;
    await listener?.settled();
    await client.destroy();
  }

  return {
    name: discordName,
    lateness,
    ...(publicKey === null ? {} : { routes: [interactionRoute({ publicKey, clock, take: () => receive?.interaction ?? null })] }),
    start,
    stop,
    sweep: async () => {
      // "Nothing was missed" would be a lie, and whoever counts would believe it.
      if (!client.isReady())
        throw new CoopError('discord-unreachable', 'Discord is not connected, so nothing can be read back; it is tried again');
      return sweep();
    },
    send: async (delivery) => {
      await registration.look();
      return send(delivery);
    },
    examine: () => examineSetUp({ rest, wanted, connected: receive === null ? null : client.isReady() }),
  };
}

/**
 * Nobody is pinged, whatever a message says. Waiting out limits and repeating is the relay's work, so the client does
 * neither. Of the guilds only what computes a person's rights is kept.
 */
function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: apiUrl, retries: 0, timeout: 5_000, globalRequestsPerSecond: Infinity, rejectOnRateLimit: () => true },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
      PresenceManager: 0,
      ThreadMemberManager: 0,
      VoiceStateManager: 0,
    }),
  });
}

async function logIn(client: Client, token: string): Promise<void> {
  try {
    await client.login(token);
  } catch (error) {
    if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
      throw new CoopError('discord-token', 'Discord does not accept the token; copy it again from the page "Bot" of your application');
    }
    throw unreachable(error);
  }
}

async function orUnreachable<R>(request: Promise<R>): Promise<R> {
  return request.catch((error: unknown) => {
    throw unreachable(error);
  });
}

function unreachable(cause: unknown): CoopError {
  return new CoopError('discord-unreachable', 'Discord cannot be reached; check the network, and DISCORD_API_URL if it is set', { cause });
}

/** A dropped connection is resumed by discord.js; we only say so. */
function listen(client: Client, log: Logger): void {
  client.on(Events.ShardReconnecting, (shard) => log.warn({ shard }, 'the connection to Discord broke; reconnecting'));
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'the connection to Discord was resumed'));
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.error({ shard, code }, 'Discord closed the connection for good; check the token'),
  );
  client.on(Events.ShardError, (error, shard) => log.warn({ shard, err: error }, 'the connection to Discord failed'));
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client failed'));
  client.on(Events.Warn, (warning) => log.warn({ warning }, 'the Discord client warns'));
}

function guildChannels(client: Client): ReadableChannel[] {
  return client.channels.cache
    .filter((channel) => channel.isTextBased() && !channel.isDMBased())
    .map((channel) => ({
      id: channel.id,
      private: false,
      newest: ('lastMessageId' in channel ? channel.lastMessageId : null) ?? '0',
    }));
}
