import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { withHelp } from '../conversation/help.ts';
import type { Hear, Platform } from '../conversation/platform.ts';
import { createAnswer } from './answers.ts';
import { createApis } from './api.ts';
import type { Login } from './api.ts';
import { createCallWords } from './call-words.ts';
import { createComments } from './comments.ts';
import { decodeDeleted } from './decode-deleted.ts';
import { createDoor } from './door.ts';
import type { Delivered } from './door.ts';
import { encodeMessage } from './encode.ts';
import type { Encode } from './encode.ts';
import { isOutage, isRejected } from './github-errors.ts';
import { lateness } from './lateness.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { githubName } from './name.ts';
import { createReceive } from './receive.ts';
import type { Receive } from './receive.ts';
import { createReconcile } from './reconcile.ts';
import { createRedeliver } from './redeliver.ts';
import { createRepositories } from './repositories.ts';
import { createSaidLines, rememberedFor } from './said.ts';
import { createSelf } from './self.ts';
import { createSend } from './send.ts';
import { examineSetUp } from './set-up.ts';
import { spokenIn } from './spoken.ts';
import { createStands } from './standing.ts';
import { createTokenAlarm } from './token-alarm.ts';
import { createWorkflow } from './workflow.ts';

export type GithubParts = {
  readonly login: Login;
  /** Null: nothing is taken by webhook, everything is read back. */
  readonly webhookSecret: string | null;
  /** With a token: "ada/lighthouse". */
  readonly repositories: readonly string[];
  /** E.g. "https://api.github.com". */
  readonly apiUrl: string;
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly memory: SharedMemory;
  /** Hears which texts were deleted; default: nobody. */
  readonly deleted?: ToldDeleted;
};

/** Milliseconds: without webhooks nothing else brings what is said. */
const sweepEveryWithoutHooks = 60_000;

/** GitHub: webhooks in, the REST API out. As an app, or with a token. */
export function createGithub({ webhookSecret, translator, log, clock, memory, ...parts }: GithubParts): Platform {
  const apis = createApis(parts.login, parts.apiUrl, { clock, alarm: createTokenAlarm(log) });
  const { deleted = async () => {} } = parts;
  const self = createSelf(apis);
  const repositories = createRepositories(apis, parts.repositories);
  const commands = withHelp(parts.commands);
  const callWords = createCallWords(commands);
  const encode: Encode = (message, reader) => encodeMessage(message, { translator, reader, call: callWords.write });
  const comments = createComments(self);
  const answer = createAnswer({ repositories, comments, encode });
  const workflow = createWorkflow({
    commands,
    translator,
    call: callWords.write,
    memory,
    repositories,
    isApp: apis.kind === 'app',
    clock,
    log,
    run,
  });
  const posts = createPosts({ repositories, comments, encode, translator, memory, clock, self, shown: workflow.shown });
  const redeliver = apis.kind === 'app' && webhookSecret !== null ? createRedeliver({ app: apis.app, log }) : null;
  const said = createSaidLines(memory);
  const running = new Set<Promise<void>>();
  let forgot = Number.NEGATIVE_INFINITY;
  let receive: Receive | null = null;

  const reconcile = createReconcile({
    repositories,
    clock,
    log,
    memory,
    redeliver,
    take: async (spoken, repository) => {
      if (receive === null) throw new CoopError('github-unreachable', 'it is not heard just now');
      const taken = await receive(spoken, repository);
      await taken.answer();
      return taken.heard;
    },
  });
  const door =
    webhookSecret === null ? null : createDoor({ secret: webhookSecret, log, take: () => (receive === null ? null : takeDelivered), run });

  async function takeDelivered(delivered: Delivered): Promise<() => Promise<void>> {
    const gone = decodeDeleted(delivered, await self());
    if (gone !== null) {
      await deleted(gone);
      return async () => {};
    }
    const pushed = await workflow.pushed(delivered);
    if (pushed !== null) return pushed;
    const heard = spokenIn(delivered);
    if (heard === null || receive === null) return async () => {};
    const { spoken, installation } = heard;
    await repositories.learn(spoken.repository, installation);
    const repository = await repositories.find(String(spoken.repository.id));
    if (repository === null) {
      log.info({ repository: spoken.repository.id }, 'a repository that we do not look after was left alone');
      return async () => {};
    }
    return (await receive(spoken, repository)).answer;
  }

  async function start(hear: Hear): Promise<void> {
    try {
      await self();
    } catch (error) {
      throw isOutage(error) ? unreachable : isRejected(error) ? refused : error;
    }
    const people = createPeople({ clock, log });
    receive = createReceive({ hear: workflow.watch(hear), answer, callWords, said, people, self, clock, log, readForm: workflow.readForm });
  }

  /** Once a day. */
  async function forgetOld(): Promise<void> {
    const now = clock.now().getTime();
    if (now - forgot < 24 * 60 * 60_000) return;
    forgot = now;
    const texts = await said.forgetOld(new Date(now - rememberedFor));
    if (texts > 0) log.info({ texts }, 'what was said in old texts on GitHub is remembered no longer');
  }

  function run(work: Promise<void>): void {
    const done = work.catch((error: unknown) => log.error({ err: error }, 'a GitHub event failed'));
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  return {
    name: githubName,
    lateness,
    isPublic: true,
    start,
    stop: async () => {
      receive = null;
      await Promise.all(running);
    },
    ...(door === null ? {} : { routes: [door] }),
    ...(webhookSecret === null ? { sweepEvery: sweepEveryWithoutHooks } : {}),
    sweep: async () => {
      if (receive === null) return 0;
      // "Nothing was missed" would be a lie, and whoever counts would believe it: what fails is passed on.
      return reconcile.sweep().finally(() => {
        run(workflow.upkeep());
        run(forgetOld());
      });
    },
    stands: createStands(repositories),
    send: createSend({ answer, posts }),
    examine: () => examineSetUp({ apis, repositories, self, isSigned: webhookSecret !== null }),
  };
}

const unreachable = new CoopError('github-unreachable', 'GitHub cannot be reached; check the network, and GITHUB_API_URL if it is set');
const refused = new CoopError(
  'github-token',
  'GitHub does not accept the key or token; correct GITHUB_APP_ID and GITHUB_PRIVATE_KEY, or put a valid token into GITHUB_TOKEN',
);
