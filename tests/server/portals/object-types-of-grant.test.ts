// The object types of a portal are those of its grant, whichever server stored the grant.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { success } from '#domain/result.ts';
import type { PortalFacts } from '../../../server/hubspot/portal-facts.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { createObjectTypeCatalogue } from '../../../server/portals/object-types.ts';
import { fakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const custom = { id: '2-1', singular: 'Asset', plural: 'Assets', custom: true };

/** A portal that lists a custom object from its second grant on; each listing waits for `until`. */
function portalWith(until: () => Promise<unknown> = () => Promise.resolve()) {
  const portal = { connectedAt: 1, asked: 0 };
  const facts: Pick<PortalFacts, 'standardObjectTypes' | 'customObjectTypes'> = {
    standardObjectTypes: () => Promise.resolve(success([])),
    async customObjectTypes() {
      portal.asked += 1;
      const told = success(portal.connectedAt === 1 ? [] : [custom]);
      await until();
      return told;
    },
  };
  const grantOf = () => Promise.resolve(portal.connectedAt);
  const catalogue = createObjectTypeCatalogue(facts as PortalFacts, fakeClock(), grantOf);
  const listed = async () => {
    const types = await catalogue.list(PORTAL);
    return types.ok && types.value.objectTypes.length;
  };
  return { portal, listed };
}

test('a new grant, which another server may have stored, is listed anew, and one grant once', async () => {
  const { portal, listed } = portalWith();
  expect([await listed(), await listed(), portal.asked]).toEqual([0, 0, 1]);
  portal.connectedAt = 2;
  expect([await listed(), await listed(), portal.asked]).toEqual([1, 1, 2]);
});

test('a listing under way when the portal is connected again is not told of the new grant', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { portal, listed } = portalWith(() => promise);
  const before = listed();
  await expect.poll(() => portal.asked).toBe(1);
  portal.connectedAt = 2;
  const after = listed();
  resolve(undefined);
  expect([await before, await after, await listed()]).toEqual([0, 1, 1]);
});
