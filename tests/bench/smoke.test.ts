// That the bench still runs: its smallest size, with the real server and the emulated portal as processes.
import { expect, test } from 'vitest';
import { applyCase } from './cases/apply.ts';
import { startPortal } from './world.ts';

test('the bench applies two directions with both contenders and reports them', async () => {
  const portal = await startPortal();
  try {
    const { figures } = await applyCase.run({ portal, runs: 1, shrink: 50, say: () => undefined });
    expect(figures).toHaveLength(1);
    expect(figures[0]?.name).toBe('Apply 40 limits over 2 directions');
    expect(figures[0]?.peer).toBeGreaterThan(0);
    expect(figures[0]?.note).toContain(' 0 refused as too many');
  } finally {
    await portal.close();
  }
}, 90_000);
