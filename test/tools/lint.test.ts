import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'coop-lint-'));
  for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
});
afterEach(() => rmSync(tree, { recursive: true }));

/** What the linter says of one file of that path. */
function lint(path: string, text: string): string {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), `${text}\n`);
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  return spawnSync(process.execPath, [program, '--format', 'unix', dirname(path)], { cwd: tree, encoding: 'utf8' }).stdout;
}

/** Temporal's own bundler lets all of this through, and a replayed history would then differ. */
test.each([
  ['core/clock.ts', 'export const now = (): number => Date.now();', 'no-restricted-properties'],
  ['core/chance.ts', 'export const dice = (): number => Math.random();', 'no-restricted-properties'],
  ['core/ask.ts', "export const ask = (): Promise<unknown> => fetch('http://127.0.0.1');", 'no-restricted-globals'],
  ['workflows/vote/workflow.ts', "export const home = (): unknown => process.env['HOME'];", 'no-restricted-globals'],
  ['bots/discord/ask.ts', "export const home = (): unknown => process.env['HOME'];", 'no-process-env'],
  ['bots/discord/late.ts', 'export function late(): void {\n  Promise.resolve(1);\n}', 'no-floating-promises'],
  ['core/long.ts', `export const long = 1;\n${'// line\n'.repeat(300)}`, 'max-lines'],
])('%s: the linter sees what must not be there', (path, text, rule) => {
  expect(lint(path, text)).toContain(rule);
});

test('what is in order passes', () => {
  expect(lint('core/fine.ts', 'export const fine = 1;')).not.toMatch(/Error/u);
});
