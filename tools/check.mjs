// `npm run check`: everything about the sources that a tool can see, over named folders. All of it runs, whatever fails before.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folders = ['core', 'bots', 'workflows', 'adapters', 'web', 'features', 'main', 'config', 'cli', 'test', 'bench', 'tools'];
const files = ['main.ts', 'config.ts', 'vitest.config.ts', 'prisma.config.ts'];
const settings = ['package.json', 'tsconfig.json', 'knip.json', '.oxlintrc.json', '.dependency-cruiser.json'];
const places = [...folders, ...files].filter((place) => existsSync(join(root, place)));

const steps = [
  ['format', 'oxfmt', '--check', ...places, ...settings],
  ['lint', 'oxlint', ...places],
  ['types', 'tsc', '--project', '.'],
  ['dependency rule', 'node', 'tools/dependency-rule.mjs'],
  ['dead code', 'knip'],
];

let failed = 0;
for (const [name, program, ...words] of steps) {
  const started = performance.now();
  const { status, error } = spawnSync(program, words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = status === 0;
  if (!passed) failed += 1;
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)${error === undefined ? '' : ` ${error.message}`}\n`);
}
process.stdout.write(
  failed === 0 ? 'check: all in order\n' : `check: ${failed} of ${steps.length} failed; npx oxfmt ${folders.join(' ')} mends the format\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
