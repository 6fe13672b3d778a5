import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run accept`: longer checks on what others published. One file after the other, so that what is measured is not shared. */
export default defineConfig({
  test: {
    include: ['test/acceptance/**/*.accept.ts'],
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    fileParallelism: false,
    testTimeout: 120_000,
    maxConcurrency: 2,
  },
});
