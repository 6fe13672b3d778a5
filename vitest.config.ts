import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/servers/global-setup.ts'],
    // Machines are noisy: what hangs is to be ended, what is slow is not to fail.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
