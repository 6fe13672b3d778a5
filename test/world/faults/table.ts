import type { TestCase, TestModule } from 'vitest/node';
import { faultPrefix } from './fault-prefix.ts';

/**
 * A reporter that prints what became of a vote under each fault, on each platform:
 * `npx vitest run --config test/chaos/vitest.config.ts faults --reporter=./test/world/faults/table.ts`. "0 / 0": none lost, none doubled;
 * "–": the platform has nothing of the kind.
 */
// oxlint-disable-next-line import/no-default-export -- this is how vitest loads a reporter
export default class FaultTable {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]).filter((test) => platformOf(test) !== null);
    const platforms = [...new Set(tests.map((test) => platformOf(test) ?? ''))].toSorted();
    const rows = [...new Set(tests.map(({ name }) => name))];
    const width = Math.max(...rows.map(({ length }) => length));
    const cell = (row: string, platform: string): string =>
      markOf(tests.find((test) => test.name === row && platformOf(test) === platform)).padEnd(Math.max(platform.length, 7));
    const head = ['lost / doubled, while'.padEnd(width), ...platforms.map((platform) => platform.padEnd(7))];
    const lines = [head, ...rows.map((row) => [row.padEnd(width), ...platforms.map((platform) => cell(row, platform))])];
    process.stdout.write(`${lines.map((line) => line.join('  ')).join('\n')}\n`);
    for (const test of tests) {
      for (const { message } of test.result().errors ?? []) process.stdout.write(`${platformOf(test)}, ${test.name}: ${message}\n`);
    }
  }
}

function platformOf(test: TestCase): string | null {
  const suite = test.parent.type === 'suite' ? test.parent.name : '';
  return suite.startsWith(faultPrefix) ? suite.slice(faultPrefix.length) : null;
}

function markOf(test: TestCase | undefined): string {
  switch (test?.result().state) {
    case 'passed':
      return '0 / 0';
    case 'failed':
      return 'NO';
    case 'skipped':
    case 'pending':
      return 'not run';
    case undefined:
      return '–';
  }
}
