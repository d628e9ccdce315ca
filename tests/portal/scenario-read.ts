// Scenarios of reads: rows, labels, schemas, scopes.
import { expect } from 'vitest';
import * as v from 'valibot';
import { production } from './hubspot.ts';
import { configurations, hubspot } from './limits.ts';
import { madeOf, readLinks } from './records.ts';
import {
  pair,
  schema,
  good,
  send,
  limits,
  get,
  type Check,
  type Played,
  type Checks,
} from './scenario-play.ts';

const labelIds =
  (version: string, expected: string | null): Check =>
  async (played) => {
    const reply = await get(played, `/crm/associations/${version}/${pair}/labels`);
    expect(reply.text).toContain(
      `"typeId":341,"label":null,"fromObjectTypeId":${JSON.stringify(expected)}`,
    );
  };

const limitInTracking =
  (expected: number): Check =>
  async (played) => {
    const reply = await get(played, '/crm/limits/2026-03/associations/records/0-1/0-2');
    expect(reply.json).toMatchObject({ limit: expected });
  };

const deal = { category: 'HUBSPOT_DEFINED', typeId: 341 };
const noLimit = { userEnforcedMaxToObjectIds: null };

export const readChecks: Checks = {
  readRows: {
    configured: async (played) => {
      expect(await limits(played)).toEqual({ 'USER_DEFINED 5': 1, 'USER_DEFINED 56': 2 });
    },
    'every-type': async (played) => {
      expect(await limits(played)).toMatchObject({
        'HUBSPOT_DEFINED 341': null,
        'USER_DEFINED 5': 1,
      });
    },
  },
  emptyFields: {
    null: async (played) => {
      expect(await unlabelled(played)).toContainEqual({ ...deal, label: null, ...noLimit });
    },
    absent: async (played) => {
      expect(await unlabelled(played)).toContainEqual(deal);
      const labels = await get(played, `/crm/associations/2026-03/${pair}/labels`);
      expect(labels.text).toContain('"typeId":341,"fromObjectTypeId"');
      const ids = madeOf('0-3')
        .idsAfter(0, 50)
        .map((id) => ({ id: String(id) }));
      const read = await readLinks(played.portal, played.token, pair, ids);
      expect(read.text).toContain(JSON.stringify(deal));
    },
  },
  labelIds: {
    declared: async (played) => {
      await labelIds('2026-03', '0-3')(played);
      await labelIds('2026-09', null)(played);
    },
    null: labelIds('2026-03', null),
    present: labelIds('2026-09', '0-3'),
  },
  labelCapStatus: {
    '437': async (played) => {
      expect(await fiftyFirstLabel(played)).toBe(437);
    },
    '400': async (played) => {
      expect(await fiftyFirstLabel(played)).toBe(400);
    },
  },
  schemaLag: {
    minutes: async (played) => {
      await changeSchema(played);
      const early = await get(played, schema);
      expect(early.text).not.toContain('"name":"late_name"');
      expect(early.text).not.toContain('"maxToObjectIds":9,');
      played.portal.clock.now += 5 * 60_000;
      const late = await get(played, schema);
      expect(late.text).toContain('"name":"late_name"');
      expect(late.text).toContain('"maxToObjectIds":9,');
      await eachWriteLags(played);
    },
    none: async (played) => {
      await changeSchema(played);
      const reply = await get(played, schema);
      expect(reply.text).toContain('"name":"late_name"');
      expect(reply.text).toContain('"maxToObjectIds":9,');
    },
  },
  schemaList: {
    allowed: async (played) => {
      expect((await get(played, '/crm-object-schemas/2026-03/schemas')).status).toBe(200);
    },
    forbidden: async (played) => {
      expect((await get(played, '/crm-object-schemas/2026-03/schemas')).status).toBe(403);
      expect((await get(played, schema)).status).toBe(200);
    },
  },
  scopeErrors: {
    named: async (played) => {
      await played.portal.scenario('schemaList', 'forbidden');
      const reply = await get(played, '/crm-object-schemas/2026-03/schemas');
      expect(reply.json).toMatchObject({
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.schemas.custom.read'] } }],
      });
    },
    empty: async (played) => {
      await played.portal.scenario('schemaList', 'forbidden');
      const reply = await get(played, '/crm-object-schemas/2026-03/schemas');
      expect(reply.json).toMatchObject({ category: 'MISSING_SCOPES' });
      expect(reply.text).not.toContain('requiredGranularScopes');
    },
  },
  objectScopes: {
    'any-one': async (played) => {
      expect((await get(played, `${configurations}/0-3/0-123`)).status).toBe(200);
    },
    pair: async (played) => {
      expect((await get(played, `${configurations}/0-3/0-2`)).status).toBe(200);
      const reply = await get(played, `${configurations}/0-3/0-123`);
      expect(reply.json).toMatchObject({ category: 'MISSING_SCOPES' });
      expect(reply.text).toContain('crm.objects.orders.read');
      await paymentsAndPostalMail(played);
    },
  },
  recordLimitBasis: { user: limitInTracking(5), subscription: limitInTracking(500_000) },
};

/** The rows of a limits read that lists every type. */
async function unlabelled(played: Played): Promise<unknown> {
  await played.portal.scenario('readRows', 'every-type');
  const reply = await get(played, `${configurations}/${pair}`);
  return v.parse(v.looseObject({ results: v.array(v.unknown()) }), reply.json).results;
}

async function fiftyFirstLabel({ portal, token }: Played): Promise<number> {
  let status = 0;
  for (let index = 1; index <= 51; index += 1) {
    portal.clock.now += 1000;
    const json = { name: `n${index}`, label: `L${index}` };
    const path = '/crm/associations/2026-03/0-3/0-14/labels';
    ({ status } = await portal.call('POST', path, { token, json }));
  }
  return status;
}

/** Every write shows five minutes later, however many follow it; the same value again is one, too. */
async function eachWriteLags(played: Played): Promise<void> {
  const { clock } = played.portal;
  const shown = async (): Promise<unknown> => {
    const { associations } = v.parse(schemaSchema, (await get(played, schema)).json);
    const own = associations.filter(({ id, fromObjectTypeId, toObjectTypeId }) => {
      return id === '341' && fromObjectTypeId === '0-3' && toObjectTypeId === '0-2';
    });
    return own.map(({ maxToObjectIds }) => maxToObjectIds);
  };
  const MINUTE = 60_000;
  for (const limit of [11, 11, 12]) {
    await send(played, 'update', hubspot(341, limit));
    expect(await shown()).toEqual([9]);
    clock.now += MINUTE;
  }
  clock.now += 2 * MINUTE - 1;
  expect(await shown()).toEqual([9]);
  clock.now += 1;
  expect(await shown()).toEqual([11]);
  clock.now += 2 * MINUTE - 1;
  expect(await shown()).toEqual([11]);
  clock.now += 1;
  expect(await shown()).toEqual([12]);
}

const schemaSchema = v.looseObject({
  associations: v.array(
    v.looseObject({
      ...{ id: v.string(), fromObjectTypeId: v.string(), toObjectTypeId: v.string() },
      maxToObjectIds: v.number(),
    }),
  ),
});

async function changeSchema(played: Played): Promise<void> {
  await send(played, 'update', good);
  const json = { name: 'late_name', label: 'Late' };
  const path = `/crm/associations/2026-09/${pair}/labels`;
  await played.portal.call('POST', path, { token: played.token, json });
}

/** An object with a scope of its own is closed without it; one that has none is open, in lists too. */
async function paymentsAndPostalMail({ portal }: Played): Promise<void> {
  const object = (objectTypeId: string, name: string): object => ({
    ...{ objectTypeId, name, singular: name, plural: name, records: 3 },
  });
  const mine = {
    ...{ portalId: production, hubDomain: 'mine.example', accountName: 'Mine' },
    ...{ accountType: 'STANDARD', timeZone: 'Europe/Berlin' },
    users: [{ id: 5101, email: 'a@mine.example', firstName: 'A', lastName: 'B', superAdmin: true }],
    objectTypes: [
      object('0-1', 'contact'),
      object('0-101', 'commerce_payment'),
      object('0-116', 'postal_mail'),
    ],
    associations: [],
  };
  await portal.control('PUT', '/seed', { portals: [mine] });
  const { access_token: token } = await portal.install();
  await portal.scenario('objectScopes', 'pair');
  const statuses = async (id: string): Promise<number[]> => [
    (await portal.call('GET', `${configurations}/0-1/${id}`, { token })).status,
    (await portal.call('GET', `/crm/objects/2026-03/${id}`, { token })).status,
  ];
  expect(await statuses('0-101')).toEqual([403, 403]);
  expect(await statuses('0-116')).toEqual([200, 200]);
}
