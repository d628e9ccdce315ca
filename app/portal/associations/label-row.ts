// One row of a labels answer. Live 2026-09 answers leave the object type ids null.
import type { Call } from '../http/route.ts';
import type { AssociationType } from '../world/world.ts';
import { shownRow } from './empty-fields.ts';

export function labelRow(
  call: Call,
  { category, typeId, label, from, to }: AssociationType,
  version: string,
): Readonly<Record<string, unknown>> {
  const { scenarios } = call.memory;
  const { labelIds } = scenarios;
  const withIds = labelIds === 'present' || (labelIds === 'declared' && version !== '2026-09');
  const fromObjectTypeId = withIds ? from : null;
  const toObjectTypeId = withIds ? to : null;
  return shownRow({ category, typeId, label, fromObjectTypeId, toObjectTypeId }, scenarios);
}
