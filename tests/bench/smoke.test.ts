// That the bench still runs: its smallest size, as a process of its own, as `npm run bench` starts it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SMALLEST = ['--only', 'apply', '--runs', '1', '--shrink', '50'];

test('the bench applies two directions with both contenders and reports them', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'tests/bench/main.ts',
    ...SMALLEST,
  ]);
  expect(stdout).toContain('Apply 40 limits over 2 directions');
  expect(stdout).toContain(' 0 refused as too many');
}, 90_000);
