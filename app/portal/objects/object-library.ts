// The object library: which HubSpot objects are switched on in this portal.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { crmScopes } from '../http/scopes.ts';
import { isCustom, objectTypeAt } from './object-types.ts';

const path = '/crm/object-library/2026-03/enablement';
const base = { access: 'token', method: 'GET', exempt: false } as const;

export const objectLibraryRoutes: readonly ApiRoute[] = [
  { ...base, path, scopes: crmScopes('2026-03'), handle: listEnablement },
  { ...base, path: `${path}/{objectTypeId}`, scopes: crmScopes('2026-03'), handle: readEnablement },
];

function listEnablement(call: Call): Answer {
  const standard = call.account.objectTypes.filter((type) => !isCustom(type));
  const entries = standard.map((type) => [type.objectTypeId, type.enabled] as const);
  return jsonAnswer(200, { enablementByObjectTypeId: Object.fromEntries(entries) });
}

function readEnablement(call: Call): Answer {
  const type = objectTypeAt(call, 'objectTypeId');
  if (type.kind === 'refused') return type.answer;
  return jsonAnswer(200, { enablement: type.value.enabled });
}
