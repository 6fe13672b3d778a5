// The last line of .ci/run from vitest's results: `node .ci/count.mjs RESULTS.json FAILED_STEPS`. A run without tests has failed.
import { readFileSync } from 'node:fs';

const [path = '', steps = '1'] = process.argv.slice(2);
const { passed, failed, skipped } = count();
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = Number(steps) === 0 && failed === 0 && passed > 0 ? 0 : 1;

function count() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = JSON.parse(readFileSync(path, 'utf8'));
    // A file that cannot even be loaded has no tests that fail.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0), skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
