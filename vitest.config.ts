import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,database,flow,browser,architecture}/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // A loaded machine may take seconds for what takes milliseconds elsewhere.
    expect: { poll: { timeout: 10_000 } },
    env: { TZ: 'Pacific/Auckland' },
  },
});
