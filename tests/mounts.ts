// A small or read-only file system for one process, in a mount namespace of its own: nothing of the
// machine is touched, and it is gone with the process. Linux only.
import { spawnSync } from 'node:child_process';

const IN_A_NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'];

/** Why no file system can be mounted here; null: it can. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux')
    return 'file systems of a process’ own are mounted on Linux only';
  const [command = '', ...words] = IN_A_NAMESPACE;
  const probe = spawnSync(command, [...words, 'mount -t tmpfs tmpfs /tmp'], { encoding: 'utf8' });
  if (probe.status === 0) return null;
  const why = probe.error?.message ?? probe.stderr.trim();
  return `this machine lets no process mount a file system of its own (${why})`;
}

/** Command in front of a process that sees a file system of that size at `folder`. */
export const withSmallDisk = (folder: string, megabytes: number): readonly string[] => [
  ...[...IN_A_NAMESPACE, `mount -t tmpfs -o size=${String(megabytes)}m tmpfs "$0" && exec "$@"`],
  folder,
];

/** Command in front of a process that cannot write at `folder`, whoever it is. */
export const withReadOnly = (folder: string): readonly string[] => [
  ...[...IN_A_NAMESPACE, 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'],
  folder,
];

/** Where the others see what that process sees at `folder`. */
export const seenFromOutside = (pid: number, folder: string): string =>
  `/proc/${String(pid)}/root${folder}`;
