import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows, installRuntime } from '../../../adapters/temporal/worker.ts';

// A round may run while a new release starts: its history must run again as it was.

const log = pino({ level: 'silent' });
let code: string;
let history: unknown;

beforeAll(async () => {
  installRuntime(log);
  const file = new URL('../../fixtures/histories/digest-round.json', import.meta.url);
  [{ code }, history] = await Promise.all([bundleWorkflows(log), readFile(file, 'utf8').then((text): unknown => JSON.parse(text))]);
});

test('a round that came early, told two batches and ended runs again as recorded', async () => {
  await expect(replay(code)).resolves.toBeUndefined();
});

test.each([
  ['a step more', 'await tellSpaces(slot)', '(await tellSpaces(slot), await tellSpaces(slot))'],
  ['no wait', 'if (left > 0)', 'if (false)'],
  ['an end too early', 'if (left === null) return;', 'return;'],
])('a changed workflow is caught: %s', async (_, before, after) => {
  expect(code.split(before)).toHaveLength(2);
  await expect(replay(code.replace(before, after))).rejects.toThrow(DeterminismViolationError);
});

async function replay(bundle: string): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: { code: bundle } }, history);
}
