// Limits of a direction, with and without their labels, in every form that HubSpot leaves open.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import { createAssociations } from '../../../server/hubspot/associations.ts';
import { PATIENT, type HubSpotClient } from '../../../server/hubspot/client.ts';
import { pathsOf } from '../../../server/hubspot/versions.ts';
import { portalIdSchema } from '../../../server/ids.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const user = { category: 'USER_DEFINED' } as const;

/** Associations of a HubSpot with these labels and limits, as it would send them. */
function world(labels: readonly object[], limits: readonly object[] | 'away') {
  const paths: string[] = [];
  const client: HubSpotClient = {
    call(_portal, { path, answer }) {
      paths.push(path);
      const results = path.endsWith('/labels') ? labels : limits;
      if (results === 'away') {
        return Promise.resolve(failed({ code: 'unavailable', retryAfterMs: 1, hubspot: null }));
      }
      const body = v.parse(answer, { results });
      return Promise.resolve(success({ httpStatus: 200, correlationId: null, body }));
    },
  };
  const associations = createAssociations(client, pathsOf('2026-03'));
  return {
    paths,
    limits: () => associations.readLimits(PORTAL, '0-3', '0-2', PATIENT),
    whole: () => associations.readDirection(PORTAL, '0-3', '0-2', PATIENT),
  };
}

const rows = [
  { ...user, typeId: 1, userEnforcedMaxToObjectIds: 5, label: 'A' },
  { ...user, typeId: 2, userEnforcedMaxToObjectIds: null, label: 'B' },
  { ...user, typeId: 3, label: 'C' },
  { category: 'HUBSPOT_DEFINED', typeId: 1, userEnforcedMaxToObjectIds: 7, label: null },
];

test('limits alone are one call, and a row without a number is no limit', async () => {
  const hubspot = world([], rows);
  expect(await hubspot.limits()).toEqual(
    success([
      { ...user, typeId: 1, limit: 5 },
      { category: 'HUBSPOT_DEFINED', typeId: 1, limit: 7 },
    ]),
  );
  expect(hubspot.paths).toEqual(['/crm/associations/2026-03/definitions/configurations/0-3/0-2']);
});

test('a whole direction lists its labels, with the limits that there are', async () => {
  const hubspot = world([...rows, { ...user, typeId: 4, label: 'D' }], rows);
  expect(await hubspot.whole()).toEqual(
    success([
      { ...user, typeId: 1, label: 'A', limit: 5 },
      { ...user, typeId: 2, label: 'B', limit: null },
      { ...user, typeId: 3, label: 'C', limit: null },
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: null, limit: 7 },
      { ...user, typeId: 4, label: 'D', limit: null },
    ]),
  );
  expect(hubspot.paths).toHaveLength(2);
});

test('limits of types that are no label of the direction are shown alone, and not with the labels', async () => {
  const hubspot = world([rows[0] ?? {}], rows);
  expect(await hubspot.whole()).toEqual(success([{ ...user, typeId: 1, label: 'A', limit: 5 }]));
  expect((await hubspot.limits()).ok && (await hubspot.limits())).toMatchObject({
    value: [{ typeId: 1 }, { category: 'HUBSPOT_DEFINED' }],
  });
});

test('what could not be read is no limit either way', async () => {
  const hubspot = world(rows, 'away');
  expect(await hubspot.limits()).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
  expect(await hubspot.whole()).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
});
