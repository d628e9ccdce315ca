// One-time codes between two portals on one server: what they carry, and every way to misuse them.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { HistoryEventEntry } from '#domain/history.ts';
import type { EnteredSetup, SetupCode } from '#domain/setup/code.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import {
  decodeAnswer,
  decodeError,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Answer,
  type Who,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await world.database.sql.executeSql("delete from call_pace where key like 'code-attempts:%'");
});

const document: SetupDocument = {
  version: 1,
  limits: [
    {
      from: 'contact',
      to: 'company',
      label: 'consultant',
      labelText: 'Planted-Label-9c1',
      category: 'USER_DEFINED',
      limit: 2,
    },
  ],
};

const put = (who: Who, codeId: string, body: object = { document, title: 'Deal limits' }) =>
  world.send(who, 'PUT', `/api/setup-codes/${codeId}`, body);

async function make(who = SANDBOX): Promise<SetupCode & { readonly code: string }> {
  const made = decodeAnswer('makeCode', await put(who, randomUUID()));
  if (made.code === null) throw new Error('A Super Admin is told the code.');
  return { ...made, code: made.code };
}

const enter = (who: Who, code: string, attemptId: string = randomUUID()): Promise<Answer> =>
  world.send(who, 'POST', '/api/setup-code-entries', { code, attemptId });

const entered = async (who: Who, code: string, attemptId?: string): Promise<EnteredSetup> =>
  decodeAnswer('enterCode', await enter(who, code, attemptId));

async function refused(who: Who, code: string): Promise<readonly [number, string]> {
  const answer = await enter(who, code);
  return [answer.status, decodeError(answer).code];
}

const withdraw = (who: Who, codeId: string): Promise<Answer> =>
  world.send(who, 'POST', `/api/setup-codes/${codeId}/withdraw`);

const listOf = async (who: Who): Promise<readonly SetupCode[]> =>
  (await world.get('setupCodes', '/api/setup-codes', who)).codes;

const stateOf = async (codeId: string): Promise<SetupCode | undefined> =>
  (await listOf(SANDBOX)).find((one) => one.codeId === codeId);

async function eventsOf(who: Who): Promise<readonly HistoryEventEntry[]> {
  const { entries } = await world.get('history', '/api/history', who);
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry] : []));
}

const right = (made: { readonly code: string }): Promise<EnteredSetup> =>
  entered(PRODUCTION, made.code);

test('a code carries a setup from the sandbox into production, and both histories tell it', async () => {
  const made = await make();
  expect(made).toMatchObject({ state: 'waiting', title: 'Deal limits', limits: 1, usedBy: null });
  expect(made.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(Date.parse(made.expiresAt) - Date.parse(made.madeAt)).toBe(15 * 60_000);
  const carried = await entered(PRODUCTION, ` ${made.code.toLowerCase().replaceAll('-', ' ')}`);
  expect(carried).toEqual({
    document,
    title: 'Deal limits',
    madeAt: made.madeAt,
    from: { id: String(SANDBOX.portalId), accountType: 'SANDBOX' },
  });
  expect(await stateOf(made.codeId)).toMatchObject({
    state: 'used',
    code: null,
    usedBy: { id: String(PRODUCTION.portalId), accountType: 'STANDARD' },
  });
  const production = `the production portal ${String(PRODUCTION.portalId)}`;
  expect((await eventsOf(SANDBOX)).slice(0, 2)).toMatchObject([
    { who: `Somebody in ${production}`, text: `The code for 1 limit was used in ${production}.` },
    {
      ...{ who: 'Ana Okafor', title: 'Deal limits' },
      text: 'A code was made that carries 1 limit to another portal.',
    },
  ]);
  expect((await eventsOf(PRODUCTION))[0]).toMatchObject({
    who: 'Ana Okafor',
    text: expect.stringContaining(
      `A code from the sandbox ${String(SANDBOX.portalId)} brought 1 limit here`,
    ) as string,
  });
  const found = await world.get('history', '/api/history?search=DEAL%20LIM', SANDBOX);
  expect(found.total).toBe((await eventsOf(SANDBOX)).length);
  const { csv, limits } = await world.get('historyExport', '/api/history-export', SANDBOX);
  expect([limits, csv.split('\r\n').length]).toEqual([0, 2]);
});

test('a code that was used is refused, and of several at once one is given the setup', async () => {
  const made = await make();
  const answers = await Promise.all([1, 2, 3, 4].map(() => enter(PRODUCTION, made.code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await refused(PRODUCTION, made.code)).toEqual([410, 'code_used']);
  const used = (await eventsOf(SANDBOX)).filter(({ text }) => text.includes('was used in'));
  expect(used.filter(({ at }) => at >= made.madeAt)).toHaveLength(1);
});

test('a request that HubSpot delivers twice is one code, and one entry with one answer', async () => {
  const before = [(await eventsOf(SANDBOX)).length, (await eventsOf(PRODUCTION)).length];
  const codeId = randomUUID();
  const [first, second] = await Promise.all([put(SANDBOX, codeId), put(SANDBOX, codeId)]);
  expect(second.text).toBe(first.text);
  const code = decodeAnswer('makeCode', first).code ?? '';
  const attemptId = randomUUID();
  const one = await entered(PRODUCTION, code, attemptId);
  expect(await entered(PRODUCTION, code, attemptId)).toEqual(one);
  const after = [(await eventsOf(SANDBOX)).length, (await eventsOf(PRODUCTION)).length];
  expect(after).toEqual(before.map((count, index) => count + (index === 0 ? 2 : 1)));
});

test('the id of a code names one setup only', async () => {
  const { codeId } = await make();
  const other = await put(SANDBOX, codeId, { document: { version: 1, limits: [] } });
  expect([other.status, decodeError(other).code]).toEqual([409, 'id_taken']);
});

test('a code that is late is refused, and its setup is forgotten', async () => {
  const made = await make();
  await world.database.db
    .updateTable('setup_codes')
    .set({ expires_at: Date.now() - 1 })
    .where('code_id', '=', made.codeId)
    .execute();
  expect(await refused(PRODUCTION, made.code)).toEqual([410, 'code_expired']);
  expect(await stateOf(made.codeId)).toMatchObject({ state: 'expired', code: null });
  const row = await world.database.db
    .selectFrom('setup_codes')
    .select(['code_sealed', 'document'])
    .where('code_id', '=', made.codeId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ code_sealed: null, document: null });
});

test('a code that was withdrawn is refused, and withdrawing it again changes nothing', async () => {
  const made = await make();
  const first = decodeAnswer('withdrawCode', await withdraw(SANDBOX, made.codeId));
  expect(first).toMatchObject({ state: 'withdrawn', code: null });
  const again = decodeAnswer('withdrawCode', await withdraw(SANDBOX, made.codeId));
  expect(again).toEqual(first);
  expect(await refused(PRODUCTION, made.code)).toEqual([410, 'code_withdrawn']);
  const told = (await eventsOf(SANDBOX)).filter(({ text }) => text.includes('was withdrawn'));
  expect(told).toHaveLength(1);
});

test('guessing is refused after ten failures, for a right code too, which stays unused', async () => {
  const made = await make();
  for (let guess = 0; guess < 10; guess += 1) {
    expect(await refused(PRODUCTION, `0000-0000-00${String(guess)}0`)).toEqual([
      404,
      'code_unknown',
    ]);
  }
  const answer = await enter(PRODUCTION, made.code);
  const { code, retryAfterMs = 0 } = decodeError(answer);
  expect([answer.status, code]).toEqual([429, 'too_many_attempts']);
  expect(retryAfterMs).toBeGreaterThan(14 * 60_000);
  expect((await stateOf(made.codeId))?.state).toBe('waiting');
  await world.database.sql.executeSql("update call_pace set expire = 1 where key like 'code-%'");
  expect((await right(made)).document).toEqual(document);
});

test('only failed attempts count, each portal’s apart', async () => {
  for (let round = 0; round < 11; round += 1) await right(await make());
  for (let guess = 0; guess < 11; guess += 1) await enter(PRODUCTION, '0000-0000-0000');
  expect((await refused(PRODUCTION, 'nonsense'))[1]).toBe('too_many_attempts');
  const made = await make(PRODUCTION);
  expect((await entered(SANDBOX, made.code)).from.accountType).toBe('STANDARD');
});

test('a code is of no use in its own portal, and not used up there', async () => {
  const made = await make();
  expect(await refused(SANDBOX, made.code)).toEqual([409, 'code_own_portal']);
  expect((await right(made)).document).toEqual(document);
});

test('who is no Super Admin makes, withdraws and enters none, and sees no code', async () => {
  const made = await make(PRODUCTION);
  const theirs = await make();
  for (const answer of [
    await put(NOT_ADMIN, randomUUID()),
    await withdraw(NOT_ADMIN, made.codeId),
    await enter(NOT_ADMIN, theirs.code),
  ]) {
    expect([answer.status, decodeError(answer).code]).toEqual([403, 'not_super_admin']);
  }
  const seen = (await listOf(NOT_ADMIN)).find(({ codeId }) => codeId === made.codeId);
  expect(seen).toMatchObject({ state: 'waiting', code: null });
  const mine = (await listOf(PRODUCTION)).find(({ codeId }) => codeId === made.codeId);
  expect(mine?.code).toBe(made.code);
  await right(theirs);
});

test('another portal’s code ids do not exist and change nothing', async () => {
  const made = await make();
  const rows = () => world.database.sql.executeSql('select * from setup_codes order by code_hash');
  const before = await rows();
  const answer = await withdraw(PRODUCTION, made.codeId);
  expect([answer.status, decodeError(answer).code]).toEqual([404, 'not_found']);
  expect((await listOf(PRODUCTION)).map(({ codeId }) => codeId)).not.toContain(made.codeId);
  expect(await rows()).toEqual(before);
  // The same id in another portal is that portal's own code, of which the first is not touched.
  const own = decodeAnswer('makeCode', await put(PRODUCTION, made.codeId));
  expect(own.code).not.toBe(made.code);
  expect((await stateOf(made.codeId))?.code).toBe(made.code);
});

test('requests that are none are refused before anything is looked up', async () => {
  const bad = async (path: string, method: string, body: object): Promise<string> =>
    decodeError(await world.send(PRODUCTION, method, path, body)).code;
  const id = randomUUID();
  for (const body of [{}, { document: {} }, { document, title: 'x'.repeat(101) }]) {
    expect(await bad(`/api/setup-codes/${id}`, 'PUT', body)).toBe('bad_request');
  }
  expect(await bad('/api/setup-codes/1', 'PUT', { document })).toBe('bad_request');
  for (const body of [{}, { code: 'x' }, { code: 1, attemptId: id }, { code: '', attemptId: '' }]) {
    expect(await bad('/api/setup-code-entries', 'POST', body)).toBe('bad_request');
  }
});

test('no log line, event or column holds a code, and no log line its setup', async () => {
  const [waiting, used] = [await make(), await make()];
  await right(used);
  await refused(PRODUCTION, used.code);
  const tables = ['setup_codes', 'history_events', 'call_pace', 'pgboss.job'];
  const rows = await Promise.all(
    tables.map((table) => world.database.sql.executeSql(`select * from ${table}`)),
  );
  const stored = JSON.stringify(rows);
  const logged = world.logLines.join('\n');
  for (const { code } of [waiting, used]) {
    for (const text of [code, code.replaceAll('-', ''), code.toLowerCase()]) {
      expect(stored).not.toContain(text);
      expect(logged).not.toContain(text);
    }
  }
  expect(logged).not.toContain('Planted-Label-9c1');
});
