import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run chaos`: what takes too long for `npm test`. One after the other, so that each has the machine for itself. */
export default defineConfig({
  test: {
    include: ['test/chaos/**/*.chaos.ts'],
    globalSetup: [join(import.meta.dirname, '../servers/global-setup.ts')],
    fileParallelism: false,
  },
});
