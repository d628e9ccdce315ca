// What `npm start` and `npm test` do first: install, with an npm that only writes down what it is asked.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const claiming = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"${version}"}})`;

/** A clone, in a folder as people have them, whose npm ends with `status`. */
function clone(status: number) {
  const folder = mkdtempSync(join(tmpdir(), 'atmost größe '));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const name of ['scripts', 'bin']) mkdirSync(join(folder, name));
  copyFileSync('scripts/setup.mjs', join(folder, 'scripts/setup.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  const npm = `#!/bin/sh\nmkdir -p node_modules\necho "$@" >> asked\nexit ${String(status)}\n`;
  writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 });
  const asked = join(folder, 'asked');
  return {
    folder,
    /** On a machine whose own Node is of that version. */
    setUp: (version = process.versions.node) =>
      spawnSync(
        process.execPath,
        ['--import', claiming(version), join(folder, 'scripts/setup.mjs')],
        {
          encoding: 'utf8',
          env: { PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter) },
        },
      ),
    asked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []),
  };
}

test('installs once what building and testing need, also where NODE_ENV says production', () => {
  const { setUp, asked } = clone(0);
  expect(setUp().status).toBe(0);
  expect(asked()).toEqual([expect.stringMatching(/^ci .*--include=dev\b/)]);
  expect(setUp()).toMatchObject({ status: 0, stdout: '' });
  expect(asked()).toHaveLength(1);
});

test('an install that failed is said, and made again the next time', () => {
  const { setUp, asked } = clone(7);
  const { status, stderr } = setUp();
  expect(status).toBe(7);
  expect(stderr).toContain('npm ci failed');
  setUp();
  expect(asked()).toHaveLength(2);
});

test('an old Node is told where no newer one came along, as on a Mac', () => {
  const { folder, setUp } = clone(0);
  const { status, stderr } = setUp('20.19.0');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^atmost: Node 24 is needed, and this is 20\.19\.0\. .+\n$/);
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/.bin/node'), '');
  expect(setUp('20.19.0')).toMatchObject({ status: 0, stderr: '' });
});
