import type { Logger } from 'pino';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { withHelp } from '../conversation/help.ts';
import type { Hear, Platform } from '../conversation/platform.ts';
import type { Suggest } from '../conversation/suggest.ts';
import type { Waiting } from '../conversation/waiting.ts';
import { createAnswers } from './answers.ts';
import { Address } from './address.ts';
import { createApi } from './api.ts';
import { decodeMessage } from './decode.ts';
import { slackName } from './name.ts';
import type { Decoding, Self } from './decode.ts';
import { createDoor } from './door.ts';
import { encodeMessage } from './encode.ts';
import type { Encode } from './encode.ts';
import type { SlackMessageRead } from './envelope.ts';
import { createHome } from './home.ts';
import { lateness } from './lateness.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createReceive } from './receive.ts';
import type { Ack, Envelope, Receive } from './receive.ts';
import { createReconcile } from './reconcile.ts';
import { respond } from './respond.ts';
import { attempt, createSend } from './send.ts';
import { examineSetUp } from './set-up.ts';
import { createSocket } from './socket.ts';
import { createTokenAlarm } from './token-alarm.ts';
import { isRejected } from './web-errors.ts';

export type SlackParts = {
  readonly botToken: string;
  /** Socket Mode, when there is one. */
  readonly appToken: string | null;
  /** Signed HTTP, when there is one. */
  readonly signingSecret: string | null;
  /** E.g. "https://slack.com/api/". */
  readonly apiUrl: string;
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly memory: PlatformMemory;
  /** What fields may be meant to say, while they are typed; default: nothing. */
  readonly suggest?: Suggest;
  /** What waits for somebody; default: nothing. */
  readonly waiting?: Waiting;
  /** Hears which messages were deleted; default: nobody. */
  readonly deleted?: ToldDeleted;
};

/** Slack, through Socket Mode or signed HTTP, and the Web API. One workspace. */
export function createSlack({ botToken, appToken, signingSecret, apiUrl, translator, log, clock, memory, ...parts }: SlackParts): Platform {
  const commands = withHelp(parts.commands);
  const alarm = createTokenAlarm(log);
  const api = alarm.listen(createApi(botToken, apiUrl));
  const posts = createPosts(api);
  const people = createPeople({ api, clock, log });
  const encode: Encode = (message, reader) => encodeMessage(message, { translator, reader });
  const answers = createAnswers({ api, respond, encode, translator, posts, commands });
  const { suggest = async () => [], waiting = async () => ({ reader: { language: 'en', timeZone: 'UTC' }, cards: [] }) } = parts;
  const { deleted = async () => {} } = parts;
  const home = createHome({ api, waiting, translator }, slackName);
  const running = new Set<Promise<void>>();
  let receive: Receive | null = null;
  let sweep: (() => Promise<number>) | null = null;
  let reconnected = (): void => {};

  const socket = appToken === null ? null : createSocket({ appToken, apiUrl, alarm, log, take: track, reconnected: () => reconnected() });
  const door = signingSecret === null ? null : createDoor({ signingSecret, clock, log, take: () => receive, run });

  async function start(hear: Hear, missed = () => {}): Promise<void> {
    reconnected = missed;
    const self = await whoAmI();
    const decoding = { self, people };
    receive = createReceive({ hear, answers, decoding, posts, home, suggest, deleted, commands, translator, clock, log });
    const take = (message: SlackMessageRead, channel: { id: string; private: boolean }) => takeBack({ message, channel }, decoding, hear);
    sweep ??= createReconcile({ api, clock, log, memory, take }).sweep;
    if (socket !== null) await orUnreachable(socket.start());
  }

  /** Whether it was new. */
  async function takeBack(
    { message, channel }: { message: SlackMessageRead; channel: { id: string; private: boolean } },
    decoding: Decoding,
    hear: Hear,
  ): Promise<boolean> {
    const event = await decodeMessage({ message, channel: channel.id, private: channel.private, proves: false }, decoding);
    const answer = event === null ? null : await hear({ ...event, outOfTurn: true });
    if (event === null || answer === null) return false;
    try {
      const sent = await attempt(() => answers.answer(Address.parse(event.answerTo), { ...answer, attempts: 0 }));
      if (sent.kind === 'sent') await answer.answered();
    } catch (error) {
      log.warn({ event: event.id, err: error }, 'an answer did not reach Slack at once; the relay has it');
    }
    return true;
  }

  async function whoAmI(): Promise<Self> {
    const { team_id: team, user_id: user } = Test.parse(await orUnreachable(api('auth.test')));
    return { team, user };
  }

  /** What comes before the start is not acknowledged: Slack delivers it again. */
  async function track(envelope: Envelope): Promise<Ack> {
    if (receive === null) throw new CoopError('slack-unreachable', 'it is starting');
    const { body, after } = await receive(envelope);
    const ack = body === undefined ? {} : { body };
    return after === undefined ? ack : { ...ack, after: async () => run(after()) };
  }

  function run(work: Promise<void>): void {
    const done = work.catch((error: unknown) => log.error({ err: error }, 'a Slack event failed'));
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  return {
    name: slackName,
    lateness,
    start,
    stop: async () => {
      await socket?.stop();
      receive = null;
      await Promise.all(running);
    },
    ...(door === null ? {} : { routes: [door] }),
    // "Nothing was missed" would be a lie, and whoever counts would believe it: what fails is passed on.
    sweep: async () => (sweep === null ? 0 : sweep()),
    stands: posts.stands,
    send: createSend({ answers, posts, encode }),
    examine: () =>
      examineSetUp({ api, connected: socket === null || receive === null ? null : socket.connected(), signed: signingSecret !== null }),
  };
}

const Test = z.object({ team_id: z.string(), user_id: z.string() });

async function orUnreachable<R>(request: Promise<R>): Promise<R> {
  return request.catch((cause: unknown) => {
    if (isRejected(cause)) {
      throw new CoopError(
        'slack-token',
        'Slack does not accept a token; copy SLACK_BOT_TOKEN and SLACK_APP_TOKEN again from the pages of your app',
      );
    }
    throw new CoopError('slack-unreachable', 'Slack cannot be reached; check the network, and SLACK_API_URL if it is set');
  });
}
