// That the peer does the same work as ours: a limit that was changed since it planned is not overwritten.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createPeer } from './peer.ts';

const TYPE = { from: '2-100', to: '2-101', typeId: 1_000 };
const HELD = 3;

let portal: Server | null = null;
afterEach(() => portal?.close());

/** One label whose limit is read so many times before somebody else changes it; tells the calls. */
async function startPortal(changedAfter: number): Promise<{ url: string; calls: string[] }> {
  const calls: string[] = [];
  let [reads, limit] = [0, HELD];
  portal = createServer((request, response) => {
    const isLimits = request.url?.includes('configurations') ?? false;
    const kind = !isLimits ? 'labels' : request.method === 'GET' ? 'limits' : 'write';
    calls.push(kind);
    if (kind === 'write') limit = 7;
    if (kind === 'limits' && reads++ >= changedAfter) limit = HELD + 1;
    const row = { typeId: TYPE.typeId, category: 'USER_DEFINED', label: 'Role' };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        results: [{ ...row, userEnforcedMaxToObjectIds: limit }],
        status: 'COMPLETE',
      }),
    );
  });
  await new Promise<void>((resolve) => portal?.listen(0, '127.0.0.1', resolve));
  const { port } = portal.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, calls };
}

test('the peer plans, looks, writes and reads back: five calls, as the bound counts them', async () => {
  const { url, calls } = await startPortal(Number.POSITIVE_INFINITY);
  await createPeer(url, 'token', 1).apply([TYPE], 7);
  expect(calls).toEqual(['labels', 'limits', 'limits', 'write', 'limits']);
});

test('the peer sends nothing where somebody changed a limit since it planned', async () => {
  const { url, calls } = await startPortal(1);
  await expect(createPeer(url, 'token', 1).apply([TYPE], 7)).rejects.toThrow('Somebody changed');
  expect(calls).not.toContain('write');
});
