// One failed item of a batch as HubSpot's StandardError, in the shapes the scenarios ask for.
import { randomUUID } from 'node:crypto';
import type { Scenarios } from '../control/scenarios.ts';
import type { PurgeInput } from './batch-input.ts';
import type { RuleBreach } from './rules.ts';

export interface FailedItem {
  readonly input: PurgeInput;
  readonly breach: RuleBreach;
}

export function standardError(failed: FailedItem, scenarios: Scenarios): Record<string, unknown> {
  const { input, breach } = failed;
  const { errorContext, errorFields } = scenarios;
  const names = { category: [input.category], typeId: [String(input.typeId)] };
  const message =
    errorContext === 'message'
      ? `${breach.message} (category ${input.category}, typeId ${input.typeId})`
      : breach.message;
  if (errorFields === 'message-only') return { message };
  return {
    status: 'error',
    id: randomUUID(),
    category: 'VALIDATION_ERROR',
    ...subCategoryOf(breach, scenarios),
    message,
    context: errorContext === 'typeId' ? names : {},
    errors: [
      {
        message,
        code: breach.subCategory,
        in: 'maxToObjectIds',
        ...(errorContext === 'nested' ? { context: names } : {}),
      },
    ],
    links: {},
  };
}

function subCategoryOf({ subCategory }: RuleBreach, scenarios: Scenarios): Record<string, unknown> {
  switch (scenarios.errorSubCategory) {
    case 'string':
      return { subCategory: `AssociationConfigurations.${subCategory}` };
    case 'object':
      return { subCategory: { name: subCategory } };
    case 'absent':
      return {};
  }
}
