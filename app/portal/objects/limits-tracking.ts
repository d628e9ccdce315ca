// Limits tracking: record counts, labels used per direction, records at or near a limit.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { crmScopes } from '../http/scopes.ts';
import { labelsOfPair, labelsPerPair } from '../associations/label-cap.ts';
import { namesOf, percentage } from './object-names.ts';
import { findObjectType, isCustom } from './object-types.ts';
import { recordRoutes } from './records-near-limit.ts';

const prefixes = [
  { version: '2026-03', prefix: '/crm/limits/2026-03' },
  { version: '2026-09', prefix: '/crm/limits/2026-09' },
  { version: 'v3', prefix: '/crm/v3/limits' },
];

export const limitsTrackingRoutes: readonly ApiRoute[] = prefixes.flatMap(({ version, prefix }) => {
  const base = {
    access: 'token',
    method: 'GET',
    scopes: crmScopes(version),
    exempt: false,
  } as const;
  return [
    { ...base, path: `${prefix}/records`, handle: recordLimits },
    { ...base, path: `${prefix}/associations/labels`, handle: labelLimits },
    ...recordRoutes(prefix).map((route) => ({ ...base, ...route })),
  ];
});

function recordLimits(call: Call): Answer {
  const { objectTypes } = call.account;
  const custom = objectTypes.filter(isCustom);
  const usage = custom.reduce((sum, type) => sum + type.records, 0);
  const limit = custom.reduce((largest, type) => Math.max(largest, type.recordLimit), 0);
  return jsonAnswer(200, {
    hubspotDefinedObjectTypes: objectTypes
      .filter((type) => !isCustom(type) && type.enabled)
      .map((type) => ({
        ...namesOf(type),
        limit: type.recordLimit,
        usage: type.records,
        percentage: percentage(type.records, type.recordLimit),
      })),
    customObjectTypes: {
      overallLimit: limit,
      overallUsage: usage,
      overallPercentage: percentage(usage, limit),
      byObjectType: custom.map((type) => ({ ...namesOf(type), usage: type.records })),
    },
  });
}

/** One entry per direction that has labels; pairs without labels are missing, as observed. */
function labelLimits(call: Call): Answer {
  const { account } = call;
  const wantedFrom = call.query.get('fromObjectTypeId');
  const wantedTo = call.query.get('toObjectTypeId');
  const labels = new Map<string, { from: string; to: string; labels: string[] }>();
  for (const row of account.associationTypes) {
    if (row.label === null || row.category === 'HUBSPOT_DEFINED') continue;
    if (wantedFrom !== null && row.from !== wantedFrom) continue;
    if (wantedTo !== null && row.to !== wantedTo) continue;
    const key = `${row.from} ${row.to}`;
    const entry = labels.get(key) ?? { from: row.from, to: row.to, labels: [] };
    entry.labels.push(row.label);
    labels.set(key, entry);
  }
  const results = [...labels.values()].flatMap(({ from, to, labels: allLabels }) => {
    const fromObjectType = findObjectType(account, from);
    const toObjectType = findObjectType(account, to);
    if (fromObjectType === undefined || toObjectType === undefined) return [];
    const usage = labelsOfPair(account, from, to);
    return {
      fromObjectType: namesOf(fromObjectType),
      toObjectType: namesOf(toObjectType),
      allLabels,
      limit: labelsPerPair,
      usage,
      percentage: percentage(usage, labelsPerPair),
    };
  });
  return jsonAnswer(200, { results });
}
