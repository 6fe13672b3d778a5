import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/clock.ts';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Hear } from '../conversation/platform.ts';
import { createChecks } from './checks.ts';
import type { Delivered } from './door.ts';
import { createReadForm } from './issue-form.ts';
import type { ReadForm } from './issue-form.ts';
import { createLabels } from './labels.ts';
import type { PostParts } from './posts.ts';
import { pushedIn } from './pushed.ts';
import type { Repositories, Repository } from './repositories.ts';
import { createShown } from './shown.ts';
import { bindingIn, createTemplates } from './templates.ts';

/** What is native to GitHub beside comments: issue forms, labels, check runs. */
export type Workflow = {
  readonly readForm: ReadForm;
  readonly shown: NonNullable<PostParts['shown']>;
  /** Hears, and proposes issue forms to a repository that became a place of a network. */
  readonly watch: (hear: Hear) => Hear;
  /** Commits were added to a pull request; null for other deliveries. */
  readonly pushed: (delivered: Delivered) => Promise<(() => Promise<void>) | null>;
  /** What a lost delivery or a new release leaves behind. Never rejects. */
  readonly upkeep: () => Promise<void>;
};

type WorkflowParts = {
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  /** How a line of the text grammar is said here. */
  readonly call: (line: string) => string;
  readonly memory: SharedMemory;
  readonly repositories: Repositories;
  /** Only an app may make check runs. */
  readonly isApp: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  /** Does it later. */
  readonly run: (work: Promise<void>) => void;
};

/** Milliseconds: a sweep before each count need not do it again. */
const upkeepEvery = 5 * 60_000;

export function createWorkflow({ commands, translator, call, memory, repositories, isApp, clock, log, run }: WorkflowParts): Workflow {
  const labels = createLabels({ memory, translator });
  const checks = isApp ? createChecks({ memory, translator }) : null;
  const templates = createTemplates({ commands, translator, call, memory, labels, log });

  let kept = Number.NEGATIVE_INFINITY;

  async function propose(repository: Repository): Promise<void> {
    try {
      await templates.propose(repository);
    } catch (error) {
      log.warn({ repository: repository.id, err: error }, 'issue forms could not be proposed; it is tried again later');
    }
  }

  async function welcome(place: string): Promise<void> {
    await templates.welcome(place);
    const repository = await repositories.find(place);
    if (repository !== null) await propose(repository);
  }

  return {
    readForm: createReadForm(commands, translator),
    shown: createShown({ labels, checks, log }),
    watch: (hear) => async (event) => {
      const answer = await hear(event);
      const binding = answer === null ? null : bindingIn(answer.message);
      if (binding === 'bound') run(welcome(event.place.externalId));
      if (binding === 'unbound') run(templates.leave(event.place.externalId));
      return answer;
    },
    pushed: async (delivered) => {
      const pushed = pushedIn(delivered);
      if (pushed === null || checks === null) return null;
      await repositories.learn(pushed.repository, pushed.installation);
      const repository = await repositories.find(String(pushed.repository.id));
      return async () => (repository === null ? undefined : checks.renew(repository, pushed.thread, pushed.commit));
    },
    upkeep: async () => {
      const now = clock.now().getTime();
      if (now - kept < upkeepEvery) return;
      kept = now;
      try {
        for (const repository of await repositories.list()) {
          await propose(repository);
          await checks?.renewAll(repository);
        }
      } catch (error) {
        log.warn({ err: error }, 'check runs on GitHub could not be renewed; it is tried again later');
      }
    },
  };
}
