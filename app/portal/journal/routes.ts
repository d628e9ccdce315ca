// The journal's calls: subscribe, and read on. What happened stands in a file at an address of its own.
import * as v from 'valibot';
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import { readJson } from '../http/json-body.ts';
import { onlyFields } from '../http/json-fields.ts';
import { notFound, refusal, validationError } from '../http/refusal.ts';
import { parameter, type AppRoute, type OpenCall, type OpenRoute } from '../http/route.ts';
import { keptEntries, openFile, type JournalEntry } from './journal.ts';

/** "4-1916193" is HubSpot's event of an app that is uninstalled. */
const uninstallEvent = '4-1916193';
/** "1 to 100" on the page of the batch calls; their OpenAPI file has the minimum alone. */
const mostEntries = 100;

const subscriptionSchema = onlyFields({
  subscriptionType: v.literal('APP_LIFECYCLE_EVENT'),
  eventTypeId: v.literal(uninstallEvent),
  properties: v.array(v.string()),
});

const reads = { access: 'app', exempt: true, scopes: ['webhooks-journal-data-access'] } as const;

export const journalRoutes: readonly (AppRoute | OpenRoute)[] = [
  {
    access: 'app',
    exempt: true,
    scopes: ['webhooks-journal-subscription-management'],
    method: 'POST',
    path: '/webhooks-journal/subscriptions/2026-03',
    handle: subscribe,
  },
  {
    ...reads,
    method: 'GET',
    path: '/webhooks-journal/journal/2026-03/batch/earliest/{count}',
    handle: (call) => batch(call, keptEntries(call.memory.journal, call.now)),
  },
  {
    ...reads,
    method: 'GET',
    path: '/webhooks-journal/journal/2026-03/batch/{offset}/next/{count}',
    handle: nextBatch,
  },
  { access: 'open', method: 'GET', path: '/webhooks-journal-files/{key}', handle: file },
];

function subscribe(call: OpenCall): Answer {
  const wanted = readJson(call, subscriptionSchema);
  if (wanted.kind === 'refused') return wanted.answer;
  const { journal, app } = call.memory;
  journal.subscribedAt ??= call.now;
  const at = new Date(journal.subscribedAt).toISOString();
  return jsonAnswer(200, {
    ...{ id: 1, appId: app.appId, subscriptionType: wanted.value.subscriptionType },
    ...{ objectTypeId: uninstallEvent, actions: ['APP_UNINSTALL'], properties: [] },
    ...{ createdAt: at, updatedAt: at },
  });
}

function nextBatch(call: OpenCall): Answer {
  const entries = keptEntries(call.memory.journal, call.now);
  const at = entries.findIndex(({ offset }) => offset === parameter(call, 'offset'));
  if (at === -1) return notFound(call.correlationId, 'No entry has this offset.');
  return batch(call, entries.slice(at + 1));
}

function batch(call: OpenCall, all: readonly JournalEntry[]): Answer {
  const count = parameter(call, 'count');
  if (!/^\d{1,3}$/u.test(count) || Number(count) < 1 || Number(count) > mostEntries) {
    const message = `count must be a whole number from 1 to ${mostEntries}, not ${count}`;
    return validationError(call.correlationId, message, { errors: [{ message, in: 'count' }] });
  }
  const portal = call.query.get('installPortalId');
  if (portal !== null && !/^\d{1,10}$/u.test(portal)) {
    const message = `installPortalId must be a whole number, not ${portal}`;
    const errors = [{ message, in: 'installPortalId' }];
    return validationError(call.correlationId, message, { errors });
  }
  const entries = portal === null ? all : all.filter(({ portalId }) => portalId === Number(portal));
  const { journal, scenarios } = call.memory;
  if (entries.length === 0 && scenarios.endOfJournal === 'no-content') return emptyAnswer(204);
  const at = new Date(call.now).toISOString();
  const files = entries.slice(0, Number(count)).map((entry) => openFile(journal, entry, call.now));
  return jsonAnswer(200, {
    ...{ status: 'COMPLETE', startedAt: at, completedAt: at },
    results: files.map(({ key, entry, expiresAt }) => ({
      url: `${call.origin}/webhooks-journal-files/${key}`,
      currentOffset: entry.offset,
      expiresAt: new Date(expiresAt).toISOString(),
    })),
  });
}

function file(call: OpenCall): Answer {
  keptEntries(call.memory.journal, call.now);
  const found = call.memory.journal.files.find(({ key }) => key === parameter(call, 'key'));
  if (found === undefined) return notFound(call.correlationId, 'No such file.');
  const { entry, expiresAt } = found;
  if (expiresAt <= call.now) {
    return refusal(call.correlationId, 403, 'FORBIDDEN', 'This address has expired.');
  }
  const publishedAt = new Date(entry.publishedAt).toISOString();
  const event = {
    ...{ type: 'app_lifecycle_event', eventTypeId: uninstallEvent, action: 'APP_UNINSTALL' },
    ...{ portalId: entry.portalId, occurredAt: publishedAt },
  };
  return jsonAnswer(200, { offset: entry.offset, publishedAt, journalEvents: [event] });
}
