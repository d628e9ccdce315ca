// Kept setups in both databases: names, the pin, whose they are, and one event for each change.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import type { SetupDocument } from '#domain/setup/document.ts';
import { MAX_KEPT_SETUPS } from '#domain/setup/kept.ts';
import type { PinnedLimit } from '#domain/requests/setup.ts';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';
import { createKeptSetups } from '../../server/storage/kept-setups.ts';
import { onEveryStore } from '../stores.ts';

const PORTAL = v.parse(portalIdSchema, 52);
const NEIGHBOUR = v.parse(portalIdSchema, 53);
const ANA = v.parse(userIdSchema, 7);
const BEN = v.parse(userIdSchema, 8);

const documentOf = (limit: number, text = 'Partner'): SetupDocument => ({
  version: 1,
  limits: [
    { from: 'deal', to: 'company', label: null, labelText: text, category: null, limit },
    { from: 'deal', to: 'contact', label: null, labelText: null, category: null, limit: 2 },
  ],
});

const watched = (typeId: number, limit = 3): PinnedLimit => ({
  ...{ from: '0-3', to: '0-2', category: 'USER_DEFINED' },
  ...{ typeId, label: 'Partner', limit },
});

onEveryStore('kept setups', (store) => {
  let at = 1_700_000_000_000;
  const kept = () => createKeptSetups(store().database.db);
  const deed = (by = ANA) => ({ by, at: (at += 1) });
  const keep = (setupId: string, name: string, document = documentOf(3), portal = PORTAL) =>
    kept().keep(portal, { setupId, name, document }, deed());
  const names = async (portal = PORTAL) => (await kept().list(portal)).map(({ name }) => name);
  const keptAt = async (setupId: string) => (await kept().find(PORTAL, setupId))?.keptAt ?? 0;
  const pin = async (setupId: string, ...limits: PinnedLimit[]) =>
    kept().pin(PORTAL, setupId, { keptAt: await keptAt(setupId), limits }, deed());
  const events = async (portal = PORTAL) => {
    const rows = await store()
      .database.db.selectFrom('history_events')
      .select(['event', 'by_user'])
      .where('portal_id', '=', portal)
      .orderBy('at')
      .orderBy('event_id')
      .execute();
    return rows.map(({ event }) => event.kind);
  };
  const pinnedRows = () =>
    store()
      .database.db.selectFrom('pinned_limits')
      .select(['setup_id', 'type_id', 'limit_wanted'])
      .where('portal_id', '=', PORTAL)
      .orderBy('type_id')
      .execute();

  beforeEach(async () => {
    const { db } = store().database;
    await db.deleteFrom('kept_setups').execute();
    await db.deleteFrom('history_events').execute();
  });

  test('are told by name, with who kept how many limits when, and found with their document', async () => {
    const id = randomUUID();
    expect(await keep(id, 'Standard')).toBe('kept');
    await keep(randomUUID(), 'Before');
    expect(await names()).toEqual(['Before', 'Standard']);
    expect(await kept().find(PORTAL, id)).toEqual({
      ...{ setupId: id, name: 'Standard', limits: 2, keptAt: at - 1, keptBy: ANA, pinned: null },
      document: documentOf(3),
    });
  });

  test('a request that comes twice, at once or later, keeps once and leaves one event', async () => {
    const id = randomUUID();
    await Promise.all(Array.from({ length: 5 }, () => keep(id, 'Standard')));
    const first = await kept().list(PORTAL);
    expect(first).toHaveLength(1);
    await kept().keep(
      PORTAL,
      { setupId: id, name: 'Standard', document: documentOf(3) },
      deed(BEN),
    );
    expect(await kept().list(PORTAL)).toEqual(first);
    expect(await events()).toEqual(['setup_kept']);
    for (const limit of [watched(1), watched(2)]) await pin(id, limit, limit);
    await pin(id, watched(2));
    await kept().unpin(PORTAL, id, deed());
    await kept().unpin(PORTAL, id, deed());
    await kept().forget(PORTAL, id, deed());
    await kept().forget(PORTAL, id, deed());
    expect(await events()).toEqual([
      'setup_kept',
      'setup_pinned',
      'setup_pinned',
      'setup_unpinned',
      'setup_forgotten',
    ]);
  });

  test('a name belongs to one setup, in any case and spelling, of one portal', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await keep(first, 'Éclair');
    expect(await keep(second, 'E\u0301CLAIR')).toBe('name_taken');
    expect(await keep(second, 'Éclair', documentOf(3), NEIGHBOUR)).toBe('kept');
    const racing = await Promise.all(
      Array.from({ length: 4 }, () => keep(randomUUID(), 'Contested')),
    );
    expect(racing.filter((answer) => answer === 'kept')).toHaveLength(1);
    expect(await keep(first, 'ÉCLAIR')).toBe('kept');
    expect(await names()).toEqual(['Contested', 'ÉCLAIR']);
  });

  test('a portal keeps a hundred; the next is refused, and replacing one still works', async () => {
    const ids = Array.from({ length: MAX_KEPT_SETUPS }, () => randomUUID());
    for (const [index, id] of ids.entries()) await keep(id, `Setup ${String(index)}`);
    expect(await keep(randomUUID(), 'One more')).toBe('full');
    expect(await keep(ids[0] ?? '', 'Setup 0', documentOf(9))).toBe('kept');
    expect(await keep(randomUUID(), 'Not mine', documentOf(3), NEIGHBOUR)).toBe('kept');
    expect(await names()).toHaveLength(MAX_KEPT_SETUPS);
  });

  test('pinning stores what is watched, instead of what was watched before', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await keep(first, 'First');
    await keep(second, 'Second');
    expect(await pin(first, watched(1), watched(2, 5))).toBe('pinned');
    expect(await pinnedRows()).toEqual([
      { setup_id: first, type_id: 1, limit_wanted: 3 },
      { setup_id: first, type_id: 2, limit_wanted: 5 },
    ]);
    expect(await pin(second, watched(2))).toBe('pinned');
    expect(await pinnedRows()).toEqual([{ setup_id: second, type_id: 2, limit_wanted: 3 }]);
    const pins = (await kept().list(PORTAL)).map(({ pinned }) => pinned);
    expect(pins).toEqual([null, { at, limits: 1 }]);
    await kept().unpin(PORTAL, second, deed());
    expect(await pinnedRows()).toEqual([]);
    const told = await events();
    expect(told.slice(0, 3)).toEqual(['setup_kept', 'setup_kept', 'setup_pinned']);
    // These two happened at the same moment.
    expect(told.slice(3, 5).toSorted()).toEqual(['setup_pinned', 'setup_unpinned']);
    expect(told.slice(5)).toEqual(['setup_unpinned']);
  });

  test('another document is not pinned any more, another name is', async () => {
    const id = randomUUID();
    await keep(id, 'Standard');
    await pin(id, watched(1));
    await keep(id, 'Our standard');
    expect((await kept().list(PORTAL))[0]?.pinned?.limits).toBe(1);
    await keep(id, 'Our standard', documentOf(4));
    expect((await kept().list(PORTAL))[0]?.pinned).toBeNull();
    expect(await pinnedRows()).toEqual([]);
    expect((await events()).filter((kind) => kind === 'setup_unpinned')).toHaveLength(1);
  });

  test('findings of a document that was replaced since are not pinned', async () => {
    const id = randomUUID();
    await keep(id, 'Standard');
    const compared = await keptAt(id);
    await kept().keep(
      PORTAL,
      { setupId: id, name: 'Standard', document: documentOf(4) },
      { by: ANA, at: compared },
    );
    const stale = { keptAt: compared, limits: [watched(1)] };
    expect(await kept().pin(PORTAL, id, stale, deed())).toBe('changed');
    expect(await kept().pin(PORTAL, id, { ...stale, keptAt: Number.NaN }, deed())).toBe('changed');
    expect(await pinnedRows()).toEqual([]);
  });

  test('a neighbour finds, pins and forgets nothing of ours', async () => {
    const id = randomUUID();
    await keep(id, 'Standard');
    await pin(id, watched(1));
    const before = await kept().list(PORTAL);
    expect(await kept().find(NEIGHBOUR, id)).toBeNull();
    const theirs = { keptAt: await keptAt(id), limits: [watched(9)] };
    expect(await kept().pin(NEIGHBOUR, id, theirs, deed())).toBe('not_found');
    expect(await kept().unpin(NEIGHBOUR, id, deed())).toBe('not_found');
    await kept().forget(NEIGHBOUR, id, deed());
    await keep(id, 'Theirs', documentOf(9), NEIGHBOUR);
    expect(await kept().list(PORTAL)).toEqual(before);
    expect(await pinnedRows()).toHaveLength(1);
  });

  test('forgetting a pinned setup ends the watch, and its name is free again', async () => {
    const id = randomUUID();
    await keep(id, 'Standard');
    await pin(id, watched(1));
    await kept().forget(PORTAL, id, deed());
    expect(await pinnedRows()).toEqual([]);
    expect(await keep(randomUUID(), 'Standard')).toBe('kept');
  });

  test('texts that the database cannot hold are kept readable, and still come twice', async () => {
    const id = randomUUID();
    const document = documentOf(3, 'a\0b');
    await keep(id, 'N\0me', document);
    await keep(id, 'N\0me', document);
    const found = await kept().find(PORTAL, id);
    expect(found?.name).toBe('N\ufffdme');
    expect(found?.document.limits[0]?.labelText).toBe('a\ufffdb');
    expect(await events()).toEqual(['setup_kept']);
  });
});
