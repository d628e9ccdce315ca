// `npm start` as a process: what somebody got wrong is one sentence, before anything is built.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { choosePort } from '../../scripts/choose-port.ts';
import { onlyOneIn } from '../../scripts/only-one.ts';
import { takeAnyPort } from './any-port.ts';

const START = join(import.meta.dirname, '../../scripts/start.ts');

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-start-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Starts in `folder`, where no .env is, and tells how it ended and what it wrote. */
async function start(folder: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [START], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => (written[name] += chunk.toString('utf8')));
  }
  await once(child, 'close');
  return { code: child.exitCode, ...written };
}

const WRONG: readonly [Readonly<Record<string, string>>, string][] = [
  [{ PORT: 'abc' }, 'PORT is "abc", which is no port. '],
  [{ PORT: '3000.5' }, 'PORT is "3000.5", which is no port. '],
  [{ PORT: '-1' }, 'PORT is "-1", which is no port. '],
  [{ PORTAL_PORT: '99999' }, 'PORTAL_PORT is "99999", which is no port. '],
  [{ PORT: '4300' }, 'The server (PORT) and the portal (PORTAL_PORT, usually 4300) cannot both'],
  [{ PORTAL_PORT: '3000' }, 'The server (PORT) and the portal (PORTAL_PORT, usually 4300) cannot'],
];

test.for(WRONG)('%o is refused in one sentence', async ([environment, sentence]) => {
  const { code, stdout, stderr } = await start(temporaryFolder(), environment);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.startsWith(sentence)).toBe(true);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a second start in the same folder is refused in one sentence, before it builds', async () => {
  const folder = temporaryFolder();
  const giveBack = onlyOneIn(join(folder, '.data/local'));
  onTestFinished(giveBack);
  const { code, stdout, stderr } = await start(folder, {});
  expect(code).toBe(1);
  expect(stderr).toBe(
    'Another npm start uses .data/local. Stop it, or open the address that it printed.\n',
  );
  expect(stdout).not.toContain('building');
});

const UNUSABLE: readonly [string, (folder: string) => void][] = [
  [
    'is no folder',
    (folder) => {
      writeFileSync(join(folder, '.data'), '');
    },
  ],
  [
    'holds what is not its own',
    (folder) => {
      mkdirSync(join(folder, '.data/local/start.lock'), { recursive: true });
    },
  ],
  [
    'is spoiled',
    (folder) => {
      mkdirSync(join(folder, '.data/local'), { recursive: true });
      writeFileSync(join(folder, '.data/local/start.lock'), 'no lock'.repeat(200));
    },
  ],
];

test.for(UNUSABLE)('a place for its data that %s is told in one sentence', async ([, spoil]) => {
  const folder = temporaryFolder();
  spoil(folder);
  const { code, stdout, stderr } = await start(folder, {});
  expect(code).toBe(1);
  expect(stderr).toMatch(/^npm start cannot write to \.data\/local \(.+\)\. .+\n$/);
  expect(stdout).not.toContain('building');
});

test.for(['secrets.json', 'portal.json'])(
  'a spoiled %s of an earlier start is told in one sentence',
  async (file) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.data/local'), { recursive: true });
    writeFileSync(join(folder, '.data/local', file), '{');
    const { code, stdout, stderr } = await start(folder, { PORT: '0', PORTAL_PORT: '0' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^npm start cannot go on with what it kept in \.data\/local \(.+\)\. Delete .+\n$/,
    );
    expect(stdout).not.toContain('building');
  },
);

test('a taken port is named, with the one that is used instead', async () => {
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const taken = await takeAnyPort();
  const port = await choosePort('portal', taken, [], say);
  expect(port).not.toBe(taken);
  expect(said).toEqual([
    `atmost: port ${taken} is taken, so the portal gets port ${port} this time.`,
  ]);
  // Free still, as nobody listens there yet, but promised to the portal.
  expect(await choosePort('server', port, [port], say)).not.toBe(port);
  expect(said).toHaveLength(2);
  await choosePort('server', 0, [], say);
  expect(said).toHaveLength(2);
});
