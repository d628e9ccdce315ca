// Shorthand for limit calls in tests: addresses, inputs, and what an answer holds.
import * as v from 'valibot';
import type { Reply, TestPortal } from './hubspot.ts';

export const configurations = '/crm/associations/2026-03/definitions/configurations';

export interface LimitItem {
  readonly category: string;
  readonly typeId: number;
  readonly maxToObjectIds?: number;
}

export const hubspot = (typeId: number, maxToObjectIds: number): LimitItem => ({
  category: 'HUBSPOT_DEFINED',
  typeId,
  maxToObjectIds,
});
export const custom = (typeId: number, maxToObjectIds: number): LimitItem => ({
  category: 'USER_DEFINED',
  typeId,
  maxToObjectIds,
});

export async function batch(
  portal: TestPortal,
  token: string,
  kind: 'create' | 'update' | 'purge',
  pair: string,
  inputs: readonly unknown[],
): Promise<Reply> {
  const path = `${configurations}/${pair}/batch/${kind}`;
  return await portal.call('POST', path, { token, json: { inputs } });
}

/** The limits of a direction as "CATEGORY typeId" -> limit. */
export async function limitsOf(
  portal: TestPortal,
  token: string,
  pair: string,
): Promise<Record<string, number | null>> {
  const reply = await portal.call('GET', `${configurations}/${pair}`, { token });
  const { results } = v.parse(rowsSchema, reply.json);
  return Object.fromEntries(
    results.map((row) => [`${row.category} ${row.typeId}`, row.userEnforcedMaxToObjectIds]),
  );
}

const rowsSchema = v.looseObject({
  results: v.array(
    v.looseObject({
      category: v.string(),
      typeId: v.number(),
      userEnforcedMaxToObjectIds: v.nullable(v.number()),
    }),
  ),
});
