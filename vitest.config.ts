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
    // A single slow test (twenty killed processes, a property of 1,000 runs) fits; a hang shows soon.
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
