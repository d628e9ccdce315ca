// Names of people: asked of HubSpot, remembered for minutes, never in the way.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { failed, success, type Result } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { createPeople } from '../../../server/portals/people.ts';

const PORTAL = v.parse(portalIdSchema, 1);
const OTHER = v.parse(portalIdSchema, 2);
const ANA = v.parse(userIdSchema, 7);

function peopleWith(...answers: Result<string | null, HubSpotFailure>[]) {
  const asked: string[] = [];
  const clock = { time: 0 };
  const people = createPeople(
    {
      userName: (portal, user) => {
        asked.push(`${String(portal)}/${String(user)}`);
        return Promise.resolve(answers.shift() ?? success('Nobody expected'));
      },
    },
    { now: () => clock.time, sleep: () => Promise.resolve() },
  );
  return { people, asked, clock };
}

test('a name is asked once in five minutes, for each portal by itself', async () => {
  const { people, asked, clock } = peopleWith(success('Ana'), success('Anna'), success('Ana B'));
  expect(await people.nameOf(PORTAL, ANA)).toBe('Ana');
  expect(await people.nameOf(PORTAL, ANA)).toBe('Ana');
  expect(await people.nameOf(OTHER, ANA)).toBe('Anna');
  expect(asked).toEqual(['1/7', '2/7']);
  clock.time = 5 * 60_000;
  expect(await people.nameOf(PORTAL, ANA)).toBe('Ana B');
});

test('a call that fails gives no name and is asked again, a user HubSpot does not know is not', async () => {
  const { people, asked } = peopleWith(
    failed({ code: 'disconnected', hubspot: null }),
    success(null),
  );
  expect(await people.nameOf(PORTAL, ANA)).toBe(null);
  expect(await people.nameOf(PORTAL, ANA)).toBe(null);
  expect(await people.nameOf(PORTAL, ANA)).toBe(null);
  expect(asked).toHaveLength(2);
});
