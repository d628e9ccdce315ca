// Processes that a test did not start itself, and that must not outlive it.
import { onTestFinished } from 'vitest';

/** The process ends with the test, whatever became of it. */
export function leaveNothing(pid: number): void {
  onTestFinished(() => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
