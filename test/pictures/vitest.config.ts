import { defineConfig } from 'vitest/config';

/** Pictures for the documentation, taken when somebody wants new ones: npx vitest run --config test/pictures/vitest.config.ts */
export default defineConfig({
  test: {
    include: ['test/pictures/*.pictures.ts'],
    globalSetup: ['test/servers/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
