// That the bench still runs: its smallest size, as a process of its own, as `npm run bench` starts it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findChromium } from '../../scripts/chromium.ts';

const bench = (name: string): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [
    'tests/bench/main.ts',
    ...['--only', name, '--runs', '1', '--shrink', '50'],
  ]);

test('the bench applies two directions with both contenders and reports them', async () => {
  const { stdout } = await bench('apply');
  expect(stdout).toContain('Apply 40 limits over 2 directions');
  expect(stdout).toContain(' 0 refused as too many');
}, 90_000);

const hasChromium = findChromium() !== undefined;
if (!hasChromium) process.stderr.write('SKIPPED, no Chromium: the bench of the panel.\n');

test.skipIf(!hasChromium)(
  'the bench opens the panel and the peer, types, applies and weighs both',
  async () => {
    const { stdout } = await bench('panel');
    expect(stdout).toMatch(/Page opened → table usable +\d+ ms +\d+ ms/);
    expect(stdout).toMatch(/Key pressed → painted, typing limits, 95 of 100 within +[\d.]+ ms/);
    expect(stdout).toMatch(/Apply clicked → first row’s result +[\d,]+ ms +– +120 ms/);
    expect(stdout).toMatch(/Bundle, compressed +[\d.]+ kB +[\d.]+ kB/);
  },
  150_000,
);
