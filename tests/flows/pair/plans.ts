// Applies one plan after the other at a pair of servers, and holds the portal against what they say.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { rowText, type Category } from '#domain/association.ts';
import type { PlanView } from '#domain/wire.ts';
import type { ServerPair } from '../server-pair.ts';
import type { Who } from '../world.ts';
import type { Tide } from './tide.ts';
import { until } from './until.ts';

type Pairs = readonly (readonly [from: string, to: string])[];

/** What the plans of a portal set in turn; each changes every limit of its directions. */
const OBJECT_LIMITS = [80, 90, 85];
const LABEL_LIMITS = [5, 6, null];

/** Applies one plan after the other until `enough`; every acknowledged one comes to its end. */
export async function keepApplying(
  pair: ServerPair,
  who: Who,
  pairs: Pairs,
  tide: Tide,
  enough: () => boolean,
): Promise<readonly PlanView[]> {
  const plans: PlanView[] = [];
  const rows = await rowsOf(pair, who, pairs);
  for (let round = 0; !enough(); round += 1) {
    await tide.untilBusy(enough);
    const planId = randomUUID();
    const changes = rows.map(({ from, to, category, typeId, label }) => {
      const values = label === null ? OBJECT_LIMITS : LABEL_LIMITS;
      return { from, to, category, typeId, limit: values[round % values.length] ?? null };
    });
    await pair.ask('plan', who, 'PUT', `/api/plans/${planId}`, { changes });
    await pair.ask('plan', who, 'POST', `/api/plans/${planId}/apply`);
    plans.push(
      await until(
        () => pair.ask('plan', who, 'GET', `/api/plans/${planId}`),
        ({ state }) => state === 'done',
      ),
    );
  }
  return plans;
}

/** Every limit was saved, and the portal holds what the last plan says. */
export async function expectTrueOutcomes(
  pair: ServerPair,
  who: Who,
  pairs: Pairs,
  plans: readonly PlanView[],
): Promise<void> {
  const kinds = plans.flatMap(({ items }) => items.map(({ outcome }) => outcome.kind));
  expect(kinds.filter((kind) => kind !== 'saved' && kind !== 'unchanged')).toEqual([]);
  const rows = await rowsOf(pair, who, pairs);
  const last = plans.at(-1);
  for (const item of last?.items ?? []) {
    const row = rows.find(
      (one) => one.from === item.from && one.to === item.to && rowText(one) === rowText(item),
    );
    expect(row?.limit).toBe(item.after);
  }
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly category: Category;
  readonly typeId: number;
  readonly label: string | null;
  readonly limit: number | null;
}

/** The directions' types as HubSpot holds them. */
async function rowsOf(pair: ServerPair, { portalId }: Who, pairs: Pairs): Promise<readonly Row[]> {
  const { accounts } = (await pair.hubspot.admin('GET', '/state')) as {
    accounts: { portalId: number; associationTypes: Row[] }[];
  };
  const all = accounts.find((account) => account.portalId === portalId)?.associationTypes ?? [];
  return all
    .filter((row) => pairs.some(([from, to]) => row.from === from && row.to === to))
    .map(({ from, to, category, typeId, label, limit }) => ({
      ...{ from, to, category, typeId, label, limit },
    }));
}
