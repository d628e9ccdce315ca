// An embedded store that fills its disk by itself: refused in time, never stuck, and used again where
// there is room.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { watchDiskSpace } from '../../server/storage/disk-space.ts';
import { whyNoMounts, withSmallDisk } from '../mounts.ts';

const PROGRAM = fileURLToPath(new URL('full-disk-process.ts', import.meta.url));

const missing = whyNoMounts();
const why = missing === null ? '' : ` (skipped, because ${missing})`;
describe.skipIf(missing !== null)(`a store that fills its disk${why}`, () => {
  test('is refused in time, and used again where there is room', () => {
    const folder = mkdtempSync(join(tmpdir(), 'atmost-full-'));
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    const [command, ...words] = [
      ...withSmallDisk(dataDir, 320),
      process.execPath,
      PROGRAM,
      dataDir,
    ];
    const run = spawnSync(command, words, {
      encoding: 'utf8',
      timeout: 100_000,
      killSignal: 'SIGKILL',
    });
    rmSync(folder, { recursive: true, force: true });
    expect(run.stderr).toBe('');
    const said = JSON.parse(run.stdout) as { rows: number; free: number; kept: number };
    expect(said).toMatchObject({
      refused: 'disk_full',
      again: ['disk_full', 'disk_full', 'disk_full'],
      atTheBorder: 'disk_full',
      afterwards: null,
      kept: said.rows + 1,
    });
    expect(said.rows).toBeGreaterThan(2);
    // Less than is demanded, more than nothing: there was always room for the log.
    expect(said.free).toBeLessThan(128);
    expect(said.free).toBeGreaterThan(64);
  });
});

test('a directory that is gone is not written to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-gone-'));
  const space = watchDiskSpace(folder);
  space.demand();
  rmSync(folder, { recursive: true });
  expect(() => {
    space.demand();
  }).toThrow(expect.objectContaining({ code: '25006' }));
});
