import type { TestCase, TestModule } from 'vitest/node';
import { suitePrefix } from './suite-prefix.ts';

/**
 * A reporter that prints which platform passes which case of the contract:
 * `npx vitest run contract.test --reporter=./test/contracts/table.ts`. "–" is a case that means nothing there; the test file says why.
 */
// oxlint-disable-next-line import/no-default-export -- this is how vitest loads a reporter
export default class ContractTable {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]).filter((test) => platformOf(test) !== null);
    const platforms = [...new Set(tests.map((test) => platformOf(test) ?? ''))].toSorted();
    const rows = [...new Set(tests.map(({ name }) => name))];
    const width = Math.max(...rows.map(({ length }) => length));
    const cells = (row: string): string[] =>
      platforms.map((platform) => markOf(tests.find((test) => test.name === row && platformOf(test) === platform)).padEnd(platform.length));
    const lines = [['case'.padEnd(width), ...platforms].join('  '), ...rows.map((row) => [row.padEnd(width), ...cells(row)].join('  '))];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

function platformOf(test: TestCase): string | null {
  const suite = test.parent.type === 'suite' ? test.parent.name : '';
  return suite.startsWith(suitePrefix) ? suite.slice(suitePrefix.length) : null;
}

function markOf(test: TestCase | undefined): string {
  switch (test?.result().state) {
    case 'passed':
      return 'yes';
    case 'failed':
      return 'NO';
    case 'skipped':
    case 'pending':
      return 'not run';
    case undefined:
      return '–';
  }
}
