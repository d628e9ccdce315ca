// Unit, contract, store and flow tests. The browser tests (tests/e2e) belong to Playwright.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', '**/node_modules/**'],
    globalSetup: ['tests/postgres.setup.ts'],
    pool: 'forks',
    // Two cores; every worker may hold an embedded store of 300-500 MB.
    maxWorkers: 2,
    // Only a hang ends here: how fast a test is depends on the machine (seen: 17 s on one, over 20 s on another).
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
