// One-time codes in both databases: who gets a setup, when, and what is forgotten.
import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { CODE_LIFETIME_MS, normaliseCode } from '#domain/setup/code.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';
import { createCodeAttempts, MOST_FAILED_ATTEMPTS } from '../../server/storage/code-attempts.ts';
import { createHistory } from '../../server/storage/history.ts';
import { parseKeyRing, type KeyRing } from '../../server/storage/seal.ts';
import { createSetupCodes, type NewCode } from '../../server/storage/setup-codes.ts';
import type { StoredCode } from '../../server/storage/setup-code-rows.ts';
import { onEveryStore } from '../stores.ts';

const MAKER = v.parse(portalIdSchema, 61);
const OTHER = v.parse(portalIdSchema, 62);
const THIRD = v.parse(portalIdSchema, 63);
const USER = v.parse(userIdSchema, 7);
const NOON = 1_700_000_000_000;
const DAY_MS = 24 * 60 * 60_000;

const document: SetupDocument = {
  version: 1,
  limits: [
    { from: 'deal', to: 'company', label: null, labelText: 'Käse\0', category: null, limit: 3 },
  ],
};

function newKeys(): KeyRing {
  const keys = parseKeyRing(randomBytes(32).toString('base64'));
  if (!keys.ok) throw new Error(keys.failure);
  return keys.value;
}

onEveryStore('setup codes', (store) => {
  const keys = newKeys();
  const codes = () => createSetupCodes(store().database.db, keys);
  const make = async (change: Partial<NewCode> = {}, portal = MAKER): Promise<StoredCode> => {
    const wanted = { codeId: randomUUID(), document, title: 'Deals', by: USER, at: NOON };
    const made = await codes().make(portal, { ...wanted, ...change });
    if (!made.ok) throw new Error(made.failure);
    return made.value;
  };
  const textOf = ({ code }: StoredCode): string => code?.reveal() ?? 'none';
  const enter = (
    code: string | null,
    portal = OTHER,
    at = NOON,
    attemptId: string = randomUUID(),
  ) => codes().enter(portal, { code, attemptId, by: USER, at });
  const rowOf = (codeId: string) =>
    store()
      .database.db.selectFrom('setup_codes')
      .selectAll()
      .where('code_id', '=', codeId)
      .executeTakeFirst();
  const eventsOf = async (portal: typeof MAKER) =>
    (
      await createHistory(store().database.db).list(portal, { search: '', offset: 0, limit: 999 })
    ).flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));

  test('carries a setup to another portal once, and tells both histories', async () => {
    const at = NOON + DAY_MS;
    const made = await make({ at });
    expect(textOf(made)).toBe(normaliseCode(textOf(made)));
    expect(await enter(textOf(made), OTHER, at + 5)).toMatchObject({
      ok: true,
      value: { title: 'Deals', madeAt: at, from: { id: '61', accountType: null } },
    });
    expect(await enter(textOf(made), THIRD, at + 6)).toEqual({ ok: false, failure: 'used' });
    const [used, , ...rest] = await eventsOf(MAKER);
    expect(used).toMatchObject({ by: null, event: { kind: 'code_used', portal: { id: '62' } } });
    expect(rest.filter((one) => one.at >= at)).toEqual([]);
    expect((await eventsOf(OTHER))[0]).toMatchObject({
      by: USER,
      event: { kind: 'code_entered', title: 'Deals', limits: 1, portal: { id: '61' } },
    });
    expect(await eventsOf(THIRD)).toEqual([]);
  });

  test('of ten portals that enter a code at once gives the setup to one', async () => {
    const code = textOf(await make());
    const portals = Array.from({ length: 10 }, (_, index) => v.parse(portalIdSchema, 70 + index));
    const results = await Promise.all(portals.map((portal) => enter(code, portal)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    const events = await Promise.all(portals.map(eventsOf));
    expect(events.flat()).toHaveLength(1);
  });

  test('gives the same attempt the same setup again, until the code would have expired', async () => {
    const code = textOf(await make());
    const attemptId = randomUUID();
    const again = (portal: typeof MAKER, at: number) => enter(code, portal, at, attemptId);
    const first = await again(OTHER, NOON + 1);
    expect(await again(OTHER, NOON + 2)).toEqual(first);
    expect(await again(THIRD, NOON + 3)).toEqual({ ok: false, failure: 'used' });
    expect(await again(OTHER, NOON + CODE_LIFETIME_MS)).toEqual({ ok: false, failure: 'used' });
  });

  test('refuses a code that is late, withdrawn, its own or never made, and uses none of them up', async () => {
    const late = await make();
    expect(await enter(textOf(late), OTHER, NOON + CODE_LIFETIME_MS)).toEqual({
      ok: false,
      failure: 'expired',
    });
    const own = textOf(await make());
    expect(await enter(own, MAKER)).toEqual({ ok: false, failure: 'own_portal' });
    expect(await enter(own, OTHER)).toMatchObject({ ok: true });
    const gone = await make();
    await codes().withdraw(MAKER, gone.codeId, USER, NOON);
    expect(await enter(textOf(gone))).toEqual({ ok: false, failure: 'withdrawn' });
    for (const code of [null, '000000000000', '']) {
      expect(await enter(code)).toEqual({ ok: false, failure: 'unknown' });
    }
  });

  test('is the same code for the same id, and no code for another setup', async () => {
    const wanted = { codeId: randomUUID(), document, title: null, by: USER, at: NOON };
    const results = await Promise.all([1, 2, 3].map(() => codes().make(MAKER, wanted)));
    const texts = results.map((made) => (made.ok ? textOf(made.value) : made.failure));
    expect(new Set(texts).size).toBe(1);
    const other: NewCode = { ...wanted, document: { version: 1, limits: [] } };
    expect(await codes().make(MAKER, other)).toEqual({ ok: false, failure: 'id_taken' });
    const neighbour = await codes().make(OTHER, { ...other, title: 'Theirs' });
    expect(neighbour).toMatchObject({ ok: true, value: { title: 'Theirs' } });
    await enter(texts[0] ?? '');
    const afterwards = await codes().make(MAKER, wanted);
    expect(afterwards).toMatchObject({ ok: true, value: { state: 'used', code: null } });
  });

  test('is withdrawn once, by its own portal, while it is waiting', async () => {
    const { codeId, ...made } = await make();
    expect(await codes().withdraw(OTHER, codeId, USER, NOON)).toBe(null);
    expect(await enter(textOf({ codeId, ...made }))).toMatchObject({ ok: true });
    expect(await codes().withdraw(MAKER, codeId, USER, NOON)).toMatchObject({ state: 'used' });
    const second = await make({ title: 'Second' });
    for (let round = 0; round < 2; round += 1) {
      expect(await codes().withdraw(MAKER, second.codeId, USER, NOON)).toMatchObject({
        state: 'withdrawn',
        code: null,
      });
    }
    const told = (await eventsOf(MAKER)).filter(
      ({ event }) => event.kind === 'code_withdrawn' && event.title === 'Second',
    );
    expect(told).toHaveLength(1);
  });

  test('keeps a code’s text sealed, its setup only while it is of use, and no row longer than 30 days', async () => {
    const [used, late, gone] = [await make(), await make(), await make()];
    const row = await rowOf(used.codeId);
    expect(row?.document).toMatchObject({ limits: [{ labelText: 'Käse\ufffd' }] });
    expect(JSON.stringify(row)).not.toContain(textOf(used));
    await enter(textOf(used));
    expect(await rowOf(used.codeId)).toMatchObject({ code_sealed: null });
    await codes().withdraw(MAKER, gone.codeId, USER, NOON);
    const empty = { code_sealed: null, document: null };
    expect(await rowOf(gone.codeId)).toMatchObject(empty);
    await codes().list(THIRD, NOON + CODE_LIFETIME_MS);
    expect(await rowOf(used.codeId)).toMatchObject(empty);
    expect(await rowOf(late.codeId)).toMatchObject(empty);
    await codes().list(THIRD, NOON + 30 * DAY_MS + 1);
    expect(await rowOf(used.codeId)).toBe(undefined);
  });

  test('lists a portal’s own codes, newest first, at most 25', async () => {
    const mine = v.parse(portalIdSchema, 64);
    for (let count = 0; count < 26; count += 1) {
      await make({ at: NOON + count, title: String(count) }, mine);
    }
    const titles = (await codes().list(mine, NOON + 30)).map(({ title }) => title);
    expect(titles).toEqual(Array.from({ length: 25 }, (_, index) => String(25 - index)));
    expect(await codes().list(v.parse(portalIdSchema, 65), NOON)).toEqual([]);
  });

  test('goes on working when the key that sealed it is gone; only its text is lost', async () => {
    const made = await make();
    const [seen] = (
      await createSetupCodes(store().database.db, newKeys()).list(MAKER, NOON)
    ).filter(({ codeId }) => codeId === made.codeId);
    expect(seen).toMatchObject({ state: 'waiting', code: null });
    expect(await enter(textOf(made))).toMatchObject({ ok: true });
  });
});

onEveryStore('attempts to enter a code', (store) => {
  test('are ten a portal, also of a hundred at once, and what succeeded is given back', async () => {
    const attempts = createCodeAttempts(store().database);
    const first = await Promise.all(Array.from({ length: 100 }, () => attempts.take(MAKER)));
    expect(first.filter(({ ok }) => ok)).toHaveLength(MOST_FAILED_ATTEMPTS);
    const refused = first.find(({ ok }) => !ok);
    const waitMs = refused?.ok === false ? refused.failure.retryAfterMs : 0;
    expect(waitMs).toBeGreaterThan(14 * 60_000);
    expect(waitMs).toBeLessThanOrEqual(15 * 60_000);
    for (let count = 0; count < 3 * MOST_FAILED_ATTEMPTS; count += 1) {
      expect((await attempts.take(OTHER)).ok).toBe(true);
      await attempts.giveBack(OTHER);
    }
  });
});
