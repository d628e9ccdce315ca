// The server as a process of its own, as it runs in production.
import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly process: ChildProcess;
  /** Resolves with the exit code (1 where a signal ended it). */
  readonly ended: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
/** Only a hang is given up on: making a store took over a minute on a machine that was very busy. */
const READY_WITHIN_MS = 150_000;

/**
 * Servers that run. Whatever ends this process, an uncaught exception too, ends them: an orphan would
 * hold its data directory and port, and the next start could not have them.
 */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/**
 * Starts server/main.ts with exactly this environment; `through`: words of a command that becomes
 * what is appended to it.
 */
export function runServer(
  environment: NodeJS.ProcessEnv,
  output: 'inherit' | number,
  through: readonly string[] = [],
): ServerProcess {
  const [command, ...words] = [...through, process.execPath, MAIN];
  const child = spawn(command, words, {
    env: environment,
    // By the channel the server hears of what no exit handler can: that this process was killed.
    stdio: ['ignore', output, output, 'ipc'],
  });
  running.add(child);
  const ended = new Promise<number>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
  return { process: child, ended, kill: (signal) => void child.kill(signal) };
}

/** Waits until the server says that it is ready; false where it ended or took too long. */
export async function isReady(server: ServerProcess, url: string): Promise<boolean> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  const { process } = server;
  // A process that a signal ended has no exit code.
  while (Date.now() < giveUpAt && process.exitCode === null && process.signalCode === null) {
    if (await answersReady(url)) return true;
    await sleep(100);
  }
  return false;
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
