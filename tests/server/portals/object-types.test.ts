// The catalogue of object types: remembered for a minute, and not for longer.
import { setImmediate as nextLoop } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { success } from '#domain/result.ts';
import type { PortalFacts } from '../../../server/hubspot/portal-facts.ts';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { createObjectTypeCatalogue } from '../../../server/portals/object-types.ts';

const MINUTE = 60_000;
const portal = (id: number): PortalId => v.parse(portalIdSchema, id);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function catalogueOf() {
  const asked: PortalId[] = [];
  const clock = { time: 0 };
  const facts: Pick<PortalFacts, 'standardObjectTypes' | 'customObjectTypes'> = {
    standardObjectTypes: (of) => {
      asked.push(of);
      return Promise.resolve(
        success([
          { id: '0-1', singular: 'Contact', plural: `Contacts ${String(of)}`, custom: false },
        ]),
      );
    },
    customObjectTypes: () => Promise.resolve(success([])),
  };
  const catalogue = createObjectTypeCatalogue(
    facts as PortalFacts,
    { now: () => clock.time, sleep: () => Promise.resolve() },
    () => Promise.resolve(1),
  );
  return { catalogue, asked, clock };
}

test('HubSpot is asked once a minute, for each portal by itself', async () => {
  const { catalogue, asked, clock } = catalogueOf();
  for (const id of [1, 1, 2]) await catalogue.list(portal(id));
  expect(asked).toEqual([1, 2]);
  clock.time = MINUTE;
  expect((await catalogue.find(portal(1), '0-1')).ok).toBe(true);
  expect(asked).toEqual([1, 2, 1]);
});

test('what a portal listed is not kept when its minute is over and others are asked about', async () => {
  const { catalogue, clock } = catalogueOf();
  const listed = async (id: number): Promise<WeakRef<object>> => {
    const types = await catalogue.list(portal(id));
    return new WeakRef(v.parse(v.instance(Object), types.ok && types.value));
  };
  const old = [await listed(1), await listed(2)];
  clock.time = MINUTE - 1;
  const recent = await listed(3);
  clock.time = MINUTE;
  await listed(4);
  await nextLoop();
  collectGarbage();
  expect(old.map((one) => one.deref())).toEqual([undefined, undefined]);
  expect(recent.deref()).toBeDefined();
});
