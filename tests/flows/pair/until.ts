// Looks at what two servers do until it is as wished.
import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_MS = 240_000;

/** What was seen at last; throws with it where it takes too long. */
export async function until<Seen>(
  look: () => Promise<Seen>,
  isEnough: (seen: Seen) => boolean,
): Promise<Seen> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const seen = await look();
    if (isEnough(seen)) return seen;
    if (Date.now() > giveUpAt) throw new Error(`Not there: ${JSON.stringify(seen)}`);
    await sleep(150);
  }
}
