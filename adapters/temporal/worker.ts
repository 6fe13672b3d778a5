import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { IllegalStateError } from '@temporalio/common';
import { bundleWorkflowCode, Runtime, Worker } from '@temporalio/worker';
import type { ActivityInterceptors, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { Temporal } from './connection.ts';
import { createTemporalLogger } from './logger.ts';

export type WorkerOptions = {
  readonly temporal: Temporal;
  /** Every activity by its registered name; the workflows come from workflows/index. */
  readonly activities: object;
  readonly log: Logger;
  /** A bundle made before, for processes that start several workers. */
  readonly bundle?: WorkflowBundleWithSourceMap;
};

export type RunningWorker = {
  /** Resolves when it takes work for the first time; rejects when the workflows cannot even be bundled. */
  readonly ready: Promise<void>;
  /** Takes nothing new, lets the running activities end (25 s), and disconnects. */
  readonly stop: () => Promise<void>;
};

/** Works on the durable processes until stopped. While Temporal is away or refuses, it keeps trying and says so in the log. */
export function startWorker(options: WorkerOptions): RunningWorker {
  installRuntime(options.log);
  const stopping = new AbortController();
  const ready = Promise.withResolvers<void>();
  const ended = superviseWorker(options, stopping.signal, ready.resolve);
  ended.catch(ready.reject);
  return {
    ready: ready.promise,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** All workflows as one script for the sandbox: about 0.7 s, so it is made once per process and kept nowhere. */
export async function bundleWorkflows(log: Logger): Promise<WorkflowBundleWithSourceMap> {
  // The sources run as .ts in the repository and as .js once built.
  const entry = new URL(`../../workflows/index${extname(import.meta.filename)}`, import.meta.url);
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(entry), logger: createTemporalLogger(log) });
}

async function superviseWorker(options: WorkerOptions, stopping: AbortSignal, onReady: () => void): Promise<void> {
  const bundle = options.bundle ?? (await bundleWorkflows(options.log));
  for (let failures = 0; !stopping.aborted; failures++) {
    try {
      await options.temporal.reach();
      await runWorker({ ...options, bundle }, stopping, () => {
        failures = 0;
        onReady();
      });
    } catch (error) {
      if (stopping.aborted)
        return options.log.warn({ err: error }, 'the workflow worker did not stop in order; what it left is done by the next one');
      const after = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
      options.log.error({ err: error, after }, 'the workflow worker stopped; it starts again');
      await pause(after, undefined, { signal: stopping }).catch(() => stopping.aborted);
    }
  }
}

async function runWorker(options: WorkerOptions & { bundle: WorkflowBundleWithSourceMap }, stopping: AbortSignal, onReady: () => void) {
  const { temporal, activities, bundle } = options;
  const connection = await temporal.connectWorker();
  try {
    const worker = await Worker.create({
      connection,
      namespace: temporal.namespace,
      taskQueue: temporal.taskQueue,
      activities,
      workflowBundle: bundle,
      maxCachedWorkflows: 200,
      // Small on purpose: the embedded server works through about 8 short processes a second. The older options for the
      // number of polls are ignored by this SDK.
      maxConcurrentWorkflowTaskExecutions: 20,
      maxConcurrentActivityTaskExecutions: 20,
      workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
      activityTaskPollerBehavior: { type: 'simple-maximum', maximum: 5 },
      // A killed worker's processes come to another one after this.
      stickyQueueScheduleToStartTimeout: '5 seconds',
      shutdownGraceTime: '25 seconds',
      shutdownForceTime: '30 seconds',
      // No workflow interceptors, now and later: they would change the commands of histories that run for a year.
      interceptors: { activity: [beat] },
    });
    const running = worker.run();
    const stop = () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
    };
    stopping.addEventListener('abort', stop);
    if (stopping.aborted) stop();
    onReady();
    try {
      await running;
    } finally {
      stopping.removeEventListener('abort', stop);
    }
  } finally {
    await connection.close();
  }
}

/** Says every 3 s that the activity is alive, so that a dead worker is noticed long before the activity's own time is over. */
function beat(context: Context): ActivityInterceptors {
  return {
    inbound: {
      execute: async (input, next) => {
        const timer = setInterval(() => context.heartbeat(), 3000);
        try {
          return await next(input);
        } finally {
          clearInterval(timer);
        }
      },
    },
  };
}

/** The SDK's native half is one per process, with one logger: the first one stays. Signals are main's business, not its. */
export function installRuntime(log: Logger): void {
  try {
    Runtime.install({
      logger: createTemporalLogger(log),
      telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
      shutdownSignals: [],
    });
  } catch (error) {
    if (!(error instanceof IllegalStateError)) throw error;
  }
}
