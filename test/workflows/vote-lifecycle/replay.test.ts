import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows, installRuntime } from '../../../adapters/temporal/worker.ts';

// Votes run for weeks: a new release meets processes that an old one began. Their history must run again as it was.

const log = pino({ level: 'silent' });
let code: string;
let history: unknown;

beforeAll(async () => {
  installRuntime(log);
  [{ code }, history] = await Promise.all([bundleWorkflows(log), readHistory()]);
});

test('a vote that was opened, extended, closed early and published runs again as recorded', async () => {
  await expect(replay(code)).resolves.toBeUndefined();
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

async function replay(bundle: string): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: { code: bundle } }, history);
}

async function readHistory(): Promise<unknown> {
  return JSON.parse(await readFile(new URL('../../fixtures/histories/vote-lifecycle.json', import.meta.url), 'utf8'));
}
