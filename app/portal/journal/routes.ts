// The journal's calls: subscribe, and read on. What happened stands in a file at an address of its own.
import { z } from 'zod';
import { jsonAnswer, type Answer } from '../http/answer.ts';
import { readJson } from '../http/json-body.ts';
import { notFound } from '../http/refusal.ts';
import { parameter, type AppRoute, type OpenCall, type OpenRoute } from '../http/route.ts';
import type { JournalEntry } from './journal.ts';

/** "4-1916193" is HubSpot's event of an app that is uninstalled. */
const uninstallEvent = '4-1916193';
const fileMilliseconds = 5 * 60_000;

const subscriptionSchema = z.strictObject({
  subscriptionType: z.literal('APP_LIFECYCLE_EVENT'),
  eventTypeId: z.literal(uninstallEvent),
  properties: z.array(z.string()),
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
    handle: (call) => batch(call, call.memory.journal.entries),
  },
  {
    ...reads,
    method: 'GET',
    path: '/webhooks-journal/journal/2026-03/batch/{offset}/next/{count}',
    handle: nextBatch,
  },
  { access: 'open', method: 'GET', path: '/webhooks-journal-files/{offset}', handle: file },
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
  const { entries } = call.memory.journal;
  const at = entries.findIndex(({ offset }) => offset === parameter(call, 'offset'));
  if (at === -1) return notFound(call.correlationId, 'No entry has this offset.');
  return batch(call, entries.slice(at + 1));
}

function batch(call: OpenCall, entries: readonly JournalEntry[]): Answer {
  const at = new Date(call.now).toISOString();
  const chosen = entries.slice(0, Number(parameter(call, 'count')));
  return jsonAnswer(200, {
    ...{ status: 'COMPLETE', startedAt: at, completedAt: at },
    results: chosen.map(({ offset }) => ({
      url: `${call.origin}/webhooks-journal-files/${offset}`,
      currentOffset: offset,
      expiresAt: new Date(call.now + fileMilliseconds).toISOString(),
    })),
  });
}

function file(call: OpenCall): Answer {
  const entry = call.memory.journal.entries.find(
    ({ offset }) => offset === parameter(call, 'offset'),
  );
  if (entry === undefined) return notFound(call.correlationId, 'No such file.');
  const publishedAt = new Date(entry.publishedAt).toISOString();
  const event = {
    ...{ type: 'app_lifecycle_event', eventTypeId: uninstallEvent, action: 'APP_UNINSTALL' },
    ...{ portalId: entry.portalId, occurredAt: publishedAt },
  };
  return jsonAnswer(200, { offset: entry.offset, publishedAt, journalEvents: [event] });
}
