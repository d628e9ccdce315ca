// Whether HubSpot saw what plans wrote once: the emulator's log of limits that batch calls wrote,
// beside what the plans say. A write that changed nothing is in the log too.
import { expect } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import type { Emulator } from './emulator.ts';

interface Write {
  readonly portalId: number;
  readonly from: string;
  readonly to: string;
  readonly category: string;
  readonly typeId: number;
  readonly before: number | null;
  readonly after: number | null;
}

/** HubSpot saw of every type exactly the changes of the plans, in order, and nothing again. */
export async function expectEachWriteOnce(
  hubspot: Emulator,
  portals: readonly { readonly portalId: number; readonly plans: readonly PlanView[] }[],
): Promise<void> {
  const { writes } = (await hubspot.admin('GET', '/limit-writes')) as { writes: Write[] };
  const planned = portals.flatMap(({ portalId, plans }) =>
    plans.flatMap(({ items }) =>
      items
        .filter(({ before, after }) => before !== after)
        .map((item): Write => ({ portalId, ...item })),
    ),
  );
  expect(byType(writes)).toEqual(byType(planned));
}

function byType(writes: readonly Write[]): Readonly<Record<string, readonly string[]>> {
  const types: Record<string, string[]> = {};
  for (const { portalId, from, to, category, typeId, before, after } of writes) {
    const key = [portalId, from, to, category, typeId].join(' ');
    (types[key] ??= []).push(`${String(before)} -> ${String(after)}`);
  }
  return types;
}
