// How often a call is sent: once, again after a 5xx or a lost connection as HubSpot does, or twice
// on purpose, to prove that the server takes a repeated write for one.
import { send, type Outgoing, type Sent } from './send.ts';
import type { ProxySettings } from './settings.ts';

/** Both deliveries are the same bytes with the same signature. */
export async function deliver(
  outgoing: Outgoing,
  mode: ProxySettings['deliverTwice'],
): Promise<Sent> {
  if (mode === 'no' || outgoing.method === 'GET') return await withOneRetry(outgoing);
  if (mode === 'at-once') {
    const [, second] = await Promise.all([send(outgoing), send(outgoing)]);
    return second;
  }
  await send(outgoing);
  return await send(outgoing);
}

async function withOneRetry(outgoing: Outgoing): Promise<Sent> {
  const first = await send(outgoing);
  return isWorthARetry(first) ? await send(outgoing) : first;
}

function isWorthARetry(sent: Sent): boolean {
  return sent.kind === 'unreachable' || (sent.kind === 'answered' && sent.status >= 500);
}
