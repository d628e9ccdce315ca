// That the bench still runs: its smallest size, as a process of its own, as `npm run bench` starts it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findChromium } from '../../scripts/chromium.ts';
import { whyNoPostgres } from '../postgres-server.ts';

/** Only a bench that hangs is to fail here; on a slow machine with other tests beside it, each takes minutes. */
const ENDS_WITHIN_MS = 400_000;

/** Ended before the test is, so that one that hangs leaves nothing behind: its children end with it. */
const bench = (name: string): Promise<{ stdout: string }> =>
  promisify(execFile)(
    process.execPath,
    ['tests/bench/main.ts', '--only', name, '--runs', '1', '--shrink', '50'],
    { timeout: ENDS_WITHIN_MS - 10_000 },
  );

test(
  'the bench applies two directions with both contenders and reports them',
  async () => {
    const { stdout } = await bench('apply');
    expect(stdout).toContain('Apply 40 limits over 2 directions');
    expect(stdout).toContain(' 0 refused as too many');
  },
  ENDS_WITHIN_MS,
);

test(
  'the bench draws how applying, scanning and both kinds of reads grow',
  async () => {
    const { stdout } = await bench('growth');
    expect(stdout).toMatch(/Apply \(limits\): 20 in [\d.]+ s/);
    expect(stdout).toMatch(/Scan \(records\): 400 in [\d.]+ s, .*4,000 in [\d.]+ s/);
    expect(stdout).toMatch(/Signed read as served \(labels\): 102 in [\d,.]+ ms/);
    expect(stdout).toMatch(/First signed read, nothing kept \(labels\): 102 in [\d,.]+ ms/);
  },
  ENDS_WITHIN_MS,
);

const noPostgres = whyNoPostgres();
if (noPostgres !== null) process.stderr.write(`SKIPPED, ${noPostgres}: memory on it.\n`);

test.skipIf(noPostgres !== null || process.platform !== 'linux')(
  'the bench weighs the server with its store and beside PostgreSQL',
  async () => {
    const { stdout } = await bench('memory');
    expect(stdout).toMatch(/at its peak, scanning 4,000 records +[\d,]+ MB +– +[\d,]+ MB/);
    // The packaged binaries do not run everywhere; then the figure is left out, and that is said.
    expect(stdout).toMatch(
      /at its peak on PostgreSQL +\d+ MB +– +\d+ MB|PostgreSQL is not measured/,
    );
  },
  ENDS_WITHIN_MS,
);

const hasChromium = findChromium() !== undefined;
if (!hasChromium) process.stderr.write('SKIPPED, no Chromium: the bench of the panel.\n');

test.skipIf(!hasChromium)(
  'the bench opens the panel and the peer, types, applies and weighs both',
  async () => {
    const { stdout } = await bench('panel');
    expect(stdout).toMatch(/Page opened → table usable +[\d,.]+ ms +[\d,.]+ ms/);
    expect(stdout).toMatch(/Key pressed → painted, typing limits, 95 of 100 within +[\d,.]+ ms/);
    expect(stdout).toMatch(/Apply clicked → first row’s result +[\d,]+ ms +– +120 ms/);
    expect(stdout).toMatch(/Bundle, compressed +[\d.]+ kB +[\d.]+ kB/);
    expect(stdout).toMatch(/Page opened → table usable \(labels\): 102 in [\d,.]+ ms, /);
    expect(stdout).toMatch(/Key → painted, typing limits \(labels\): 102 in [\d,.]+ ms, /);
  },
  ENDS_WITHIN_MS,
);
