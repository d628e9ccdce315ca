// One row of a labels answer. Live 2026-09 answers leave the object type ids null.
import type { Call } from '../http/route.ts';
import type { AssociationType } from '../world/world.ts';

export function labelRow(
  call: Call,
  { category, typeId, label, from, to }: AssociationType,
  version: string,
): Record<string, unknown> {
  const { labelIds } = call.memory.scenarios;
  const withIds = labelIds === 'present' || (labelIds === 'declared' && version !== '2026-09');
  return {
    category,
    typeId,
    label,
    fromObjectTypeId: withIds ? from : null,
    toObjectTypeId: withIds ? to : null,
  };
}
