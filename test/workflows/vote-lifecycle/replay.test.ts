import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleWorkflows, installRuntime } from '../../../adapters/temporal/worker.ts';
import { voteLifecycleType } from '../../../workflows/vote-lifecycle/contract.ts';

// Votes run for weeks: a new release meets processes that an old one began. Their history must run again as it was.

const log = pino({ level: 'silent' });
const History = z.object({ events: z.array(z.record(z.string(), z.unknown())) });

let code: string;
let history: z.infer<typeof History>;

beforeAll(async () => {
  installRuntime(log);
  [{ code }, history] = await Promise.all([bundleWorkflows(log), readHistory()]);
});

test('a vote that was opened, extended, closed early and published runs again as recorded', async () => {
  await expect(replay(code)).resolves.toBeUndefined();
});

test('where the server says that the history grows long, it goes on in a new one', async () => {
  // Up to the first signal as recorded: its task (14) is told to continue as new, cancels the timer (16), and does.
  const events = structuredClone(history.events.slice(0, 16));
  Object.assign(events[13]?.['workflowTaskStartedEventAttributes'] ?? {}, { suggestContinueAsNew: true });
  const goesOn = { workflowType: { name: voteLifecycleType }, newExecutionRunId: crypto.randomUUID(), workflowTaskCompletedEventId: '15' };
  const continued = { eventId: '17', eventType: 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW', eventTime: events[15]?.['eventTime'] };
  const long = { events: [...events, { ...continued, workflowExecutionContinuedAsNewEventAttributes: goesOn }] };
  await expect(replay(code, long)).resolves.toBeUndefined();
  const stays = code.replace('continueAsNewSuggested)', 'continueAsNewSuggested && false)');
  await expect(replay(stays, long)).rejects.toThrow(DeterminismViolationError);
});

test.each([
  ['a step more', 'await lookAtVote(vote)', '(await beginCounting(vote), await lookAtVote(vote))'],
  ['a step less', 'await sweepForVote(vote);', ''],
  ['steps in another order', 'await sweep(vote);', 'await publishVote(vote); await sweep(vote);'],
  ['no look after a signal', '()=>void changes++', '()=>void 0'],
  ['no wait', 'if (wait > 0)', 'if (false)'],
])('a changed workflow is caught: %s', async (_, before, after) => {
  expect(code.split(before)).toHaveLength(2);
  await expect(replay(code.replace(before, after))).rejects.toThrow(DeterminismViolationError);
});

async function replay(bundle: string, events: unknown = history): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: { code: bundle } }, events);
}

async function readHistory() {
  return History.parse(JSON.parse(await readFile(new URL('../../fixtures/histories/vote-lifecycle.json', import.meta.url), 'utf8')));
}
