// Limits tracking per record: which objects, and which sample records, are at or near a limit.
import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { ApiRoute, Call } from '../http/route.ts';
import { directionOf, type Account } from '../world/world.ts';
import { namesOf, percentage, type ObjectNames } from './object-names.ts';
import { findObjectType, objectTypeAt } from './object-types.ts';

/** What HubSpot calls near is not documented; the emulator says 80 percent. */
const nearShare = 0.8;

interface BusyRecord {
  readonly from: string;
  readonly to: string;
  readonly objectId: number;
  readonly label: string;
  readonly usage: number;
  readonly limit: number;
}

export function recordRoutes(prefix: string): Pick<ApiRoute, 'path' | 'handle'>[] {
  const path = `${prefix}/associations/records`;
  return [
    { path: `${path}/from`, handle: fromObjects },
    { path: `${path}/{fromObjectTypeId}/to`, handle: toObjects },
    { path: `${path}/{fromObjectTypeId}/{toObjectTypeId}`, handle: records },
  ];
}

function fromObjects(call: Call): Answer {
  return jsonAnswer(200, { results: summaries(call, busyRecords(call), (record) => record.from) });
}

function toObjects(call: Call): Answer {
  const from = objectTypeAt(call, 'fromObjectTypeId');
  if (from.kind === 'refused') return from.answer;
  const records = busyRecords(call).filter((record) => record.from === from.value.objectTypeId);
  return jsonAnswer(200, { results: summaries(call, records, (record) => record.to) });
}

function records(call: Call): Answer {
  const from = objectTypeAt(call, 'fromObjectTypeId');
  if (from.kind === 'refused') return from.answer;
  const to = objectTypeAt(call, 'toObjectTypeId');
  if (to.kind === 'refused') return to.answer;
  const pair = [from.value.objectTypeId, to.value.objectTypeId] as const;
  const found = busyRecords(call).filter(
    (record) => record.from === pair[0] && record.to === pair[1],
  );
  const atLimit = found.filter(isAtLimit);
  const nearLimit = found.filter(isNearLimit);
  return jsonAnswer(200, {
    limit: limitOf(call, ...pair),
    totalRecordsAtLimit: atLimit.length,
    totalRecordsNearLimit: nearLimit.length,
    atLimitFromRecordSamples: atLimit.map(({ objectId, label }) => ({ objectId, label })),
    nearLimitFromRecordSamples: nearLimit.map(({ objectId, label, usage, limit }) => ({
      objectId,
      label,
      usage,
      percentage: percentage(usage, limit),
    })),
  });
}

function busyRecords(call: Call): BusyRecord[] {
  return call.account.busyRecords.map((record) => ({
    ...record,
    limit: limitOf(call, record.from, record.to),
  }));
}

function limitOf(call: Call, from: string, to: string): number {
  const { account, memory } = call;
  if (memory.scenarios.recordLimitBasis === 'subscription') return account.subscriptionLimit;
  return objectLimit(account, from, to) ?? account.subscriptionLimit;
}

function objectLimit(account: Account, from: string, to: string): number | null {
  return directionOf(account, from, to).find((row) => row.label === null)?.limit ?? null;
}

function isAtLimit(record: BusyRecord): boolean {
  return record.usage >= record.limit;
}

function isNearLimit(record: BusyRecord): boolean {
  return !isAtLimit(record) && record.usage >= record.limit * nearShare;
}

interface Summary extends ObjectNames {
  readonly hasRecordsAtLimit: boolean;
  readonly hasRecordsNearLimit: boolean;
}

function summaries(
  call: Call,
  found: readonly BusyRecord[],
  sideOf: (record: BusyRecord) => string,
): Summary[] {
  const relevant = found.filter((record) => isAtLimit(record) || isNearLimit(record));
  return [...new Set(relevant.map(sideOf))].flatMap((objectTypeId) => {
    const type = findObjectType(call.account, objectTypeId);
    if (type === undefined) return [];
    const own = relevant.filter((record) => sideOf(record) === objectTypeId);
    return {
      ...namesOf(type),
      hasRecordsAtLimit: own.some(isAtLimit),
      hasRecordsNearLimit: own.some(isNearLimit),
    };
  });
}
