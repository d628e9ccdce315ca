// Where portal and server will listen; a wish that cannot be granted is told, not passed over.
import { freePort } from './free-port.ts';

/** The wished port, or another one where somebody has it, and then says so. */
export async function choosePort(
  whose: 'portal' | 'server',
  wished: number,
  except: readonly number[],
  say: (line: string) => void,
): Promise<number> {
  const port = await freePort(wished, except);
  if (wished !== 0 && port !== wished) {
    say(
      `atmost: port ${String(wished)} is taken, so the ${whose} gets port ${String(port)} this time.`,
    );
  }
  return port;
}
