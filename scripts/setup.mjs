// Makes a fresh clone ready: installs the exact packages of the lockfile when they are not there.
// Runs on the machine's own Node (20 or newer) before anything is installed, so it imports only
// built-ins; every later step runs through npm and so gets Node 24 from node_modules. For a Mac there
// is none to install, so there the machine's own has to do.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.atmost-lock');
const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== lockHash) {
  process.stdout.write('atmost: installing packages (npm ci), about a minute the first time…\n');
  // What builds the panel counts as of development, and npm leaves it out where NODE_ENV is production.
  const words = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund'];
  const install = spawnSync('npm', words, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    process.stderr.write(
      'atmost: npm ci failed (see above). Check that npm reaches its registry, then try again.\n',
    );
    process.exit(install.status ?? 1);
  }
  writeFileSync(stampFile, lockHash);
}

const NEEDED = 24;
const { node } = process.versions;
if (!existsSync(join(root, 'node_modules', '.bin', 'node')) && Number.parseInt(node, 10) < NEEDED) {
  process.stderr.write(
    `atmost: Node ${NEEDED} is needed, and this is ${node}. For this machine none could be installed along: install Node ${NEEDED} (nodejs.org), then try again.\n`,
  );
  process.exit(1);
}
