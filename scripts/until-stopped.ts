// What `npm start` does once everything runs: wait until somebody stops it, or the server is gone.
import type { Local } from './local.ts';

const STOPPED_BY_ITSELF = 1;

/**
 * Resolves with the exit code once everything is closed. `onStop` hears when somebody wants it to end;
 * a portal whose server ended by itself shows nothing but errors, so it says so and ends too.
 */
export async function untilStopped(
  local: Pick<Local, 'close' | 'ended' | 'serverLog'>,
  onStop: (stop: () => void) => void,
  say: (line: string) => void,
): Promise<number> {
  const stopped = new Promise<'stopped'>((resolve) => {
    onStop(() => {
      resolve('stopped');
    });
  });
  const first = await Promise.race([stopped, local.ended]);
  await local.close();
  if (first === 'stopped') return await local.ended;
  say(`The server stopped; see ${local.serverLog}`);
  return STOPPED_BY_ITSELF;
}
