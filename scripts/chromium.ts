// Finds a Chromium for the browser tests, or installs Debian's where we may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const DEBIAN_PATH = '/usr/bin/chromium';

/** Path of a Chromium that is there: CHROMIUM_PATH, Playwright's own, or Debian's. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return given;
  return [chromium.executablePath(), DEBIAN_PATH].find((path) => existsSync(path));
}

/**
 * Path of a Chromium that is there, or of Debian's after installing it (as root on a machine with
 * apt-get). Throws with the way out where none can be had.
 */
export function ensureChromium(say: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && installDebian(say)) return DEBIAN_PATH;
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.',
  );
}

function installDebian(say: (line: string) => void): boolean {
  say('installing Chromium with apt-get (once; about a minute)…');
  const run = (...words: string[]): boolean =>
    spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  return run('update', '-q') && run('install', '-y', '-q', 'chromium') && existsSync(DEBIAN_PATH);
}
