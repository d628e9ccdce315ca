// Limits tracking and the object library: counts, labels in use, records at and near a limit.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { leasing, testPortal, type TestPortal } from './hubspot.ts';
import { batch, hubspot } from './limits.ts';

const tracking = '/crm/limits/2026-03';

async function installed(): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  return { portal, token: (await portal.install()).access_token };
}

// In the seed contacts may have 5 companies; three contacts have 5, 7 and 4.
test('records at a limit are not also near it', async () => {
  const { portal, token } = await installed();
  const path = `${tracking}/associations/records/0-1/0-2`;
  expect((await portal.call('GET', path, { token })).json).toEqual({
    limit: 5,
    totalRecordsAtLimit: 2,
    totalRecordsNearLimit: 1,
    atLimitFromRecordSamples: [
      { objectId: 51, label: 'Mara Idowu' },
      { objectId: 77, label: 'Tomas Veld' },
    ],
    nearLimitFromRecordSamples: [{ objectId: 93, label: 'Jun Park', usage: 4, percentage: 80 }],
  });
});

test('raising the limit frees the records', async () => {
  const { portal, token } = await installed();
  await batch(portal, token, 'update', '0-1/0-2', [hubspot(279, 50)]);
  const path = `${tracking}/associations/records/0-1/0-2`;
  expect((await portal.call('GET', path, { token })).json).toMatchObject({
    limit: 50,
    totalRecordsAtLimit: 0,
    totalRecordsNearLimit: 0,
  });
});

test('objects with records at or near a limit are named, from either end', async () => {
  const { portal, token } = await installed();
  const from = await portal.call('GET', `${tracking}/associations/records/from`, { token });
  const to = await portal.call('GET', `${tracking}/associations/records/0-3/to`, { token });
  expect(from.json).toMatchObject({
    results: [
      {
        objectTypeId: '0-1',
        pluralLabel: 'Contacts',
        hasRecordsAtLimit: true,
        hasRecordsNearLimit: true,
      },
      {
        objectTypeId: '0-3',
        pluralLabel: 'Deals',
        hasRecordsAtLimit: false,
        hasRecordsNearLimit: true,
      },
    ],
  });
  expect(to.json).toMatchObject({ results: [{ objectTypeId: '0-1', hasRecordsNearLimit: true }] });
});

test('record counts carry the portal’s own names, custom objects apart', async () => {
  const portal = await testPortal();
  await portal.control('PUT', `/users/${leasing}/5101`, { superAdmin: true });
  const { access_token: token } = await portal.install(leasing);
  const reply = await portal.call('GET', `${tracking}/records`, { token });
  expect(reply.text).toContain('"singularLabel":"Account","pluralLabel":"Accounts"');
  expect(reply.json).toMatchObject({ customObjectTypes: { byObjectType: [] } });
});

test('labels in use are listed per direction, and only for directions that have some', async () => {
  const { portal, token } = await installed();
  const labels = async (query: string): Promise<unknown> =>
    (await portal.call('GET', `${tracking}/associations/labels?${query}`, { token })).json;
  expect(await labels('fromObjectTypeId=0-5&toObjectTypeId=0-2')).toMatchObject({
    results: [{ allLabels: ['Service partner'], limit: 50, usage: 1, percentage: 2 }],
  });
  expect(await labels('fromObjectTypeId=0-2&toObjectTypeId=0-5')).toMatchObject({
    results: [{ allLabels: ['Services'] }],
  });
  expect(await labels('fromObjectTypeId=0-3&toObjectTypeId=0-8')).toEqual({ results: [] });
});

// 50 labels per pair, a paired one counts once (HubSpot's knowledge base, "labels"; seen live).
test('a label whose two sides are in one list is used once', async () => {
  const { portal, token } = await installed();
  const query = 'fromObjectTypeId=0-1&toObjectTypeId=0-1';
  const labels = async (): Promise<unknown> =>
    (await portal.call('GET', `${tracking}/associations/labels?${query}`, { token })).json;
  const before = v.parse(usageSchema, await labels()).results[0];
  const json = { name: 'mentor', label: 'Mentor', inverseLabel: 'Mentee' };
  await portal.call('POST', '/crm/associations/2026-03/0-1/0-1/labels', { token, json });
  const after = v.parse(usageSchema, await labels()).results[0];
  expect(after?.allLabels).toEqual([...(before?.allLabels ?? []), 'Mentor', 'Mentee']);
  expect(after?.usage).toBe((before?.usage ?? 0) + 1);
  expect(after?.percentage).toBe((after?.usage ?? 0) * 2);
});

const usageSchema = v.looseObject({
  results: v.array(
    v.looseObject({ allLabels: v.array(v.string()), usage: v.number(), percentage: v.number() }),
  ),
});

test('the object library says which of HubSpot’s objects are switched on', async () => {
  const { portal, token } = await installed();
  const path = '/crm/object-library/2026-03/enablement';
  const all = await portal.call('GET', path, { token });
  expect(all.json).toMatchObject({ enablementByObjectTypeId: { '0-1': true, '0-421': true } });
  expect(all.text).not.toContain('2-1000');
  expect((await portal.call('GET', `${path}/0-421`, { token })).json).toEqual({ enablement: true });
});
