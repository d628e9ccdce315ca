// Who may change limits: asked anew for every change, and once for many who only look.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { failed, success, type Result } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { mustBeSuperAdmin, shareSuperAdmin } from '../../../server/portals/super-admin.ts';

const portal = v.parse(portalIdSchema, 1);
const [ana, ben] = [v.parse(userIdSchema, 7), v.parse(userIdSchema, 8)];
const away: HubSpotFailure = { code: 'unavailable', retryAfterMs: 1_000, hubspot: null };

/** HubSpot answers when it is told to. */
function slowFacts() {
  const asked: { user: number; answer: (value: Result<boolean, HubSpotFailure>) => void }[] = [];
  const isSuperAdmin = (_portal: number, user: number) =>
    new Promise<Result<boolean, HubSpotFailure>>((answer) => asked.push({ user, answer }));
  return { asked, facts: { isSuperAdmin } };
}

test('who asks while HubSpot is being asked about the same user shares its answer', async () => {
  const { asked, facts } = slowFacts();
  const shared = shareSuperAdmin(facts);
  const answers = [ana, ana, ben, ana].map((user) => shared.isSuperAdmin(portal, user));
  expect(asked.map(({ user }) => user)).toEqual([ana, ben]);
  asked[0]?.answer(success(true));
  asked[1]?.answer(failed(away));
  expect(await Promise.all(answers)).toEqual([
    ...[success(true), success(true)],
    ...[failed(away), success(true)],
  ]);
});

test('nothing is kept: the next one has HubSpot asked again, after a failure too', async () => {
  const { asked, facts } = slowFacts();
  const shared = shareSuperAdmin(facts);
  for (const answer of [success(true), failed(away), success(false)]) {
    const next = shared.isSuperAdmin(portal, ana);
    asked.at(-1)?.answer(answer);
    expect(await next).toEqual(answer);
  }
  expect(asked).toHaveLength(3);
});

test('only a Super Admin may go on; what HubSpot cannot say is told as its failure', async () => {
  const said = (answer: Result<boolean, HubSpotFailure>) =>
    mustBeSuperAdmin({ isSuperAdmin: () => Promise.resolve(answer) }, { portal, user: ana });
  expect(await said(success(true))).toEqual(success(null));
  expect(await said(success(false))).toMatchObject({ failure: { code: 'not_super_admin' } });
  expect(await said(failed(away))).toMatchObject({ failure: { code: 'hubspot_unavailable' } });
});
