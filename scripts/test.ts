// `npm test`: everything, in the order in which a mistake shows fastest. Ends with one line that
// counts the tests.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureChromium } from './chromium.ts';

const REPORTS = 'test-results';
const say = (line: string): void => {
  process.stdout.write(`\n== ${line}\n`);
};

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const environment = {
  ...process.env,
  CHROMIUM_PATH: ensureChromium(say),
  PLAYWRIGHT_JSON_OUTPUT_NAME: `${REPORTS}/browser.json`,
};

const steps: readonly (readonly [string, string, readonly string[]])[] = [
  ['types', 'tsc', ['--noEmit']],
  ['lint', 'eslint', ['.', '--max-warnings=0']],
  ['format', 'prettier', ['--check', '.', '--log-level', 'warn']],
  ['known holes of dependencies', 'node', ['scripts/audit.ts']],
  [
    'units, contracts, stores and flows',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/units.json`],
  ],
  [
    'browser',
    'playwright',
    ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json'],
  ],
];

const failedSteps: string[] = [];
for (const [name, command, words] of steps) {
  say(name);
  // On a Mac no Node is among the packages.
  const program = command === 'node' ? process.execPath : `node_modules/.bin/${command}`;
  const step = spawnSync(program, words, {
    stdio: 'inherit',
    env: environment,
    shell: process.platform === 'win32',
  });
  if (step.status !== 0) failedSteps.push(name);
}

const counts = countTests();
say(failedSteps.length === 0 ? 'all good' : `failed: ${failedSteps.join(', ')}`);
const failed = Math.max(counts.failed, failedSteps.length);
process.stdout.write(
  `${String(counts.passed)} passed, ${String(failed)} failed, ${String(counts.skipped)} skipped\n`,
);
process.exitCode = failed === 0 ? 0 : 1;

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function countTests(): Counts {
  const units = readReport(`${REPORTS}/units.json`);
  const browser = readReport(`${REPORTS}/browser.json`)['stats'];
  const number = (from: unknown, name: string): number =>
    typeof from === 'object' && from !== null
      ? Number(Object.entries(from).find(([key]) => key === name)?.[1] ?? 0)
      : 0;
  return {
    passed: number(units, 'numPassedTests') + number(browser, 'expected'),
    failed: number(units, 'numFailedTests') + number(browser, 'unexpected'),
    skipped: number(units, 'numPendingTests') + number(browser, 'skipped'),
  };
}

function readReport(file: string): Record<string, unknown> {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof report === 'object' && report !== null ? { ...report } : {};
  } catch {
    // The step failed before it could write its report; it is counted as a failed step.
    return {};
  }
}
