import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const rule = join(import.meta.dirname, '../../tools/dependency-rule.mjs');

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'coop-rule-'));
  plant('core/a.ts', "import { b } from './b.ts';\nexport const a = b;");
  plant('core/b.ts', 'export const b = 1;');
  plant('core/c.ts', "import { a } from './a.ts';\nimport { b } from './b.ts';\nexport const c = a + b;");
});
afterEach(() => rmSync(tree, { recursive: true }));

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), `${text}\n`);
}

function check() {
  const { status, stderr, stdout } = spawnSync(process.execPath, [rule, tree], { encoding: 'utf8' });
  return { status, stderr, stdout };
}

describe('the dependency rule', () => {
  test('lets a tree pass that keeps to it', () => {
    expect(check()).toMatchObject({ status: 0, stdout: '3 files, 3 imports: all allowed\n' });
  });

  test.each([
    ['core/x.ts', 'bots/commands/y.ts', 'core-knows-nobody'],
    ['core/x.ts', 'adapters/y.ts', 'core-knows-nobody'],
    ['workflows/vote/x.ts', 'adapters/y.ts', 'workflows-know-core'],
    ['bots/discord/x.ts', 'adapters/y.ts', 'bots-know-core-and-contracts'],
    ['bots/discord/x.ts', 'workflows/vote/workflow.ts', 'bots-know-core-and-contracts'],
    ['bots/discord/x.ts', 'bots/slack/y.ts', 'platforms-do-not-know-each-other'],
    ['bots/conversation/x.ts', 'bots/commands/y.ts', 'conversation-stands-below'],
    ['adapters/http/x.ts', 'web/y.ts', 'adapters-know-core-and-contracts'],
    ['web/x.ts', 'bots/y.ts', 'web-knows-core-and-contracts'],
    ['web/x.ts', 'features/y.ts', 'only-the-top-knows-everybody'],
    ['bots/x.ts', 'config.ts', 'configuration-comes-in-by-parameter'],
    ['main/x.ts', 'test/y.ts', 'tests-are-not-part-of-the-product'],
  ])('%s may not import %s', (from, to, name) => {
    plant(to, 'export const y = 1;');
    plant(from, `import { y } from '${'../'.repeat(from.split('/').length - 1)}${to}';\nexport const x = y;`);
    const { status, stderr } = check();
    expect(stderr).toContain(`${from}: ${name}: it must not import ${to}`);
    expect(status).toBe(1);
  });

  test('core may not even read a file, and nothing may go round in a circle', () => {
    plant('core/x.ts', "import { readFileSync } from 'node:fs';\nimport type { Y } from './y.ts';\nexport const x: Y = readFileSync;");
    plant('core/y.ts', "import { z } from './z.ts';\nexport type Y = unknown;\nexport const y = z;");
    plant('core/z.ts', "import { y } from './y.ts';\nexport const z = y;");
    const { status, stderr } = check();
    expect(stderr).toContain('core/x.ts: core-knows-nobody: it must not import fs');
    expect(stderr).toContain('no-cycle');
    expect(status).toBe(1);
  });

  test('does not pass on nothing', () => {
    rmSync(join(tree, 'core'), { recursive: true });
    plant('core/alone.ts', 'export const alone = 1;');
    expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining('was not really checked') });
  });
});
