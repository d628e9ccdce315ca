// One input of batch/read that has nothing to show, as a StandardError. The form for a record
// without associations is the one seen on live portals.
import type { Scenarios } from '../control/scenarios.ts';
import type { ObjectType } from '../world/world.ts';

export function readError(
  id: string,
  from: ObjectType,
  to: ObjectType,
  why: 'empty' | 'unknown',
  scenarios: Scenarios,
): object {
  const message =
    why === 'empty'
      ? `No ${to.name} is associated with ${from.name} ${id}.`
      : `Could not find ${from.name} ${id}.`;
  if (scenarios.errorFields === 'message-only') return { message };
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    ...(why === 'empty' ? subCategoryOf(scenarios) : {}),
    message,
    context: { fromObjectId: [id], fromObjectType: [from.name], toObjectType: [to.name] },
    errors: [],
    links: {},
  };
}

function subCategoryOf({ errorSubCategory }: Scenarios): object {
  switch (errorSubCategory) {
    case 'string':
      return { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' };
    case 'object':
      return { subCategory: { name: 'NO_ASSOCIATIONS_FOUND' } };
    case 'absent':
      return {};
  }
}
