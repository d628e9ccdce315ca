// Each switch does what it says; the default of each is tested where its subject is.
import { expect, test } from 'vitest';
import { scenarioTable } from '../../app/portal/control/scenarios.ts';
import { testPortal } from './hubspot.ts';
import { accessChecks } from './scenario-access.ts';
import { batchChecks } from './scenario-batch.ts';
import { itemChecks } from './scenario-item.ts';
import type { Checks } from './scenario-play.ts';
import { readChecks } from './scenario-read.ts';
import { recordChecks } from './scenario-records.ts';

const checks: Checks = {
  ...batchChecks,
  ...itemChecks,
  ...readChecks,
  ...accessChecks,
  ...recordChecks,
};
const all = Object.entries(scenarioTable).flatMap(([name, { values }]) =>
  values.map((value) => [name, value] as const),
);

test.each(all)('%s = %s does what it says', async (name, value) => {
  const check = checks[name]?.[value];
  if (check === undefined) throw new TypeError(`no check for ${name}=${value}`);
  const portal = await testPortal();
  const tokens = await portal.install();
  await portal.scenario(name, value);
  await check({ portal, token: tokens.access_token, refreshToken: tokens.refresh_token });
});

test('the list explains each scenario and shows its value; the first value is the default', async () => {
  const portal = await testPortal();
  await portal.scenario('batchFailure', 'cancel');
  const list = (await portal.control('GET', '/scenarios')).json;
  expect(list).toHaveLength(Object.keys(scenarioTable).length);
  expect(list).toContainEqual({
    name: 'batchFailure',
    ...scenarioTable.batchFailure,
    value: 'cancel',
  });
  expect(list).toContainEqual({ name: 'retryAfter', ...scenarioTable.retryAfter, value: 'absent' });
});

test('an unknown scenario or value is refused and changes nothing', async () => {
  const portal = await testPortal();
  expect((await portal.control('PUT', '/scenarios/weather', { value: 'rain' })).status).toBe(404);
  expect((await portal.control('PUT', '/scenarios/toString', { value: 'x' })).status).toBe(404);
  const before = (await portal.control('GET', '/scenarios')).json;
  expect((await portal.control('PUT', '/scenarios/batchFailure', { value: 'maybe' })).status).toBe(
    400,
  );
  expect((await portal.control('GET', '/scenarios')).json).toEqual(before);
});
