// The webhooks journal: how many entries, for how long, and where they can be downloaded.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { appTokenForm } from './documented-oauth.ts';
import { production, sandbox, testPortal, type Reply } from './hubspot.ts';

const JOURNAL = '/webhooks-journal/journal/2026-03/batch';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const batchSchema = v.looseObject({
  results: v.array(
    v.looseObject({ url: v.string(), currentOffset: v.string(), expiresAt: v.string() }),
  ),
});
const resultsOf = (reply: Reply): v.InferOutput<typeof batchSchema>['results'] =>
  v.parse(batchSchema, reply.json).results;

/** A portal with two installs whose app has subscribed, and the app's calls with fresh tokens. */
async function subscribed() {
  const portal = await testPortal();
  for (const portalId of [production, sandbox]) await portal.install(portalId);
  const call = async (method: string, path: string, json?: object): Promise<Reply> => {
    const answer = await portal.call('POST', '/oauth/2026-03/token', { form: appTokenForm });
    const { access_token: token } = v.parse(
      v.looseObject({ access_token: v.string() }),
      answer.json,
    );
    return await portal.call(method, path, { token, ...(json === undefined ? {} : { json }) });
  };
  await call('POST', '/webhooks-journal/subscriptions/2026-03', {
    ...{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: '4-1916193', properties: [] },
  });
  const uninstall = (portalId: number) => portal.control('POST', '/uninstall', { portalId });
  const download = (url: string) => portal.call('GET', new URL(url).pathname);
  return { portal, call, uninstall, download };
}

test.for(['abc', '0', '-1', '1.5', '101', '1e1', '%2020'])(
  'a count of %s is refused',
  async (count) => {
    const { call, uninstall } = await subscribed();
    await uninstall(production);
    const [entry] = resultsOf(await call('GET', `${JOURNAL}/earliest/100`));
    for (const from of ['earliest', `${entry?.currentOffset ?? ''}/next`]) {
      const reply = await call('GET', `${JOURNAL}/${from}/${count}`);
      expect([reply.status, reply.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
    }
  },
);

test('a count bounds the entries, and the next ones follow their offset', async () => {
  const { call, uninstall } = await subscribed();
  await uninstall(production);
  await uninstall(sandbox);
  const [first, ...more] = resultsOf(await call('GET', `${JOURNAL}/earliest/1`));
  expect(more).toEqual([]);
  const next = await call('GET', `${JOURNAL}/${first?.currentOffset ?? ''}/next/100`);
  expect(resultsOf(next)).toHaveLength(1);
});

// webhooksJournal.2026-03.json: installPortalId, an int32 in the query of each read.
test('a read for one portal gives the entries of that portal alone', async () => {
  const { call, uninstall, download } = await subscribed();
  await uninstall(production);
  await uninstall(sandbox);
  const [first] = resultsOf(await call('GET', `${JOURNAL}/earliest/1`));
  for (const from of ['earliest', `${first?.currentOffset ?? ''}/next`]) {
    const found = resultsOf(await call('GET', `${JOURNAL}/${from}/9?installPortalId=${sandbox}`));
    const files = await Promise.all(found.map(({ url }) => download(url)));
    expect(files.map(({ json }) => json)).toMatchObject([
      { journalEvents: [{ portalId: sandbox }] },
    ]);
    const wrong = await call('GET', `${JOURNAL}/${from}/9?installPortalId=mine`);
    expect([wrong.status, wrong.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
  }
});

test('an address works until it expires, and a new read gives a new one', async () => {
  const { portal, call, uninstall, download } = await subscribed();
  await uninstall(production);
  const read = async () => {
    const [entry] = resultsOf(await call('GET', `${JOURNAL}/earliest/20`));
    return { url: entry?.url ?? '', expiresAt: Date.parse(entry?.expiresAt ?? '') };
  };
  const { url, expiresAt } = await read();
  portal.clock.now = expiresAt - 1;
  expect((await download(url)).json).toMatchObject({ journalEvents: [{ portalId: production }] });
  portal.clock.now = expiresAt;
  expect((await download(url)).status).toBe(403);
  expect((await download((await read()).url)).status).toBe(200);
});

test('entries are forgotten after three days, and their offsets with them', async () => {
  const { portal, call, uninstall } = await subscribed();
  await uninstall(production);
  const [old] = resultsOf(await call('GET', `${JOURNAL}/earliest/20`));
  portal.clock.now += 2 * DAY;
  await uninstall(sandbox);
  portal.clock.now += DAY - 1;
  expect(resultsOf(await call('GET', `${JOURNAL}/earliest/20`))).toHaveLength(2);
  portal.clock.now += 1;
  const left = resultsOf(await call('GET', `${JOURNAL}/earliest/20`));
  expect(left).toHaveLength(1);
  expect(left[0]?.currentOffset).not.toBe(old?.currentOffset);
  const next = await call('GET', `${JOURNAL}/${old?.currentOffset ?? ''}/next/20`);
  expect(next.status).toBe(404);
});
