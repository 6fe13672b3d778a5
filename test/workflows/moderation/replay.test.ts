import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { bundleWorkflows, installRuntime } from '../../../adapters/temporal/worker.ts';

// A jury sits for days while new releases start: its history must run again as it was.

const log = pino({ level: 'silent' });
let code: string;
let history: unknown;

beforeAll(async () => {
  installRuntime(log);
  const file = new URL('../../fixtures/histories/jury.json', import.meta.url);
  [{ code }, history] = await Promise.all([bundleWorkflows(log), readFile(file, 'utf8').then((text): unknown => JSON.parse(text))]);
});

test('a jury in which two were replaced runs again as recorded', async () => {
  await expect(replay(code)).resolves.toBeUndefined();
});

test.each([
  ['a step more', 'await bringJuryOn(jury)', '(await bringJuryOn(jury), await bringJuryOn(jury))'],
  ['no wait', 'await (0,_temporalio_workflow__WEBPACK_IMPORTED_MODULE_0__.sleep)(Math.min(Math.max(pause, 1), day))', ''],
  ['an end too early', 'if (pause === null)', 'if (pause !== null)'],
])('a changed workflow is caught: %s', async (_, before, after) => {
  expect(code.split(before)).toHaveLength(2);
  await expect(replay(code.replace(before, after))).rejects.toThrow(DeterminismViolationError);
});

async function replay(bundle: string): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: { code: bundle } }, history);
}
