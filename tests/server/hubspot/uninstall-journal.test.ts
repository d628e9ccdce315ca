// Entries of HubSpot's journal as nobody wrote them down: events of other shapes, and files that fail.
import { expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import type { SendHttp } from '../../../server/hubspot/http.ts';
import { createUninstallJournal } from '../../../server/hubspot/uninstall-journal.ts';
import { pathsOf } from '../../../server/hubspot/versions.ts';
import { createLog } from '../../../server/log.ts';
import { watchUninstalls } from '../../../server/portals/watch-uninstalls.ts';
import { Secret } from '../../../server/secret.ts';
import { fakeClock } from '../fake-clock.ts';
import { fakeOauth } from '../portals/fake-oauth.ts';

interface File {
  readonly status: number;
  readonly body: unknown;
}

const holding = (...journalEvents: readonly unknown[]): File => ({
  status: 200,
  body: { journalEvents },
});
const uninstallOf = (portalId: number) => ({ portalId });
const BASE = 'https://api.hubapi.com';
const BATCH = `${BASE}/webhooks-journal/journal/2026-03/batch`;

/** HubSpot whose journal has these files by position, in this order. */
function world(files: Readonly<Record<string, File>>) {
  const names = Object.keys(files);
  const sent: string[] = [];
  const end = { isEmptyList: true };
  const send: SendHttp = ({ url }) => {
    sent.push(url);
    const answer = (status: number, body: unknown) =>
      Promise.resolve(success({ status, body, headers: new Headers(), correlationId: null }));
    if (!url.startsWith(BATCH)) {
      const file = files[url.split('/').at(-1) ?? ''];
      return file ? answer(file.status, file.body) : answer(200, {});
    }
    const position = url.slice(BATCH.length + 1).split('/')[0] ?? '';
    const left = position === 'earliest' ? names : names.slice(1 + names.indexOf(position));
    if (left.length === 0 && !end.isEmptyList) return answer(204, null);
    const results = left.map((name) => ({
      url: `https://files.example/${name}`,
      currentOffset: name,
    }));
    return answer(200, { results });
  };
  const granted = { accessToken: new Secret('app-token'), expiresInMs: 3_600_000 };
  const oauth = { ...fakeOauth(), appToken: () => Promise.resolve(success(granted)) };
  const journal = createUninstallJournal({
    ...{ send, baseUrl: BASE, oauth, clock: fakeClock(), paths: pathsOf('2026-03') },
  });
  return { sent, journal, end };
}

test('an event that names no portal is passed over, and the others of its file are told', async () => {
  const { journal } = world({
    a: holding(uninstallOf(7), { type: 'HEARTBEAT' }, { portalId: 'none' }, null, 'text'),
    b: holding({ portalId: null }),
    c: holding(uninstallOf(9), uninstallOf(9), { portalId: '8' }),
  });
  expect(await journal.read(null)).toEqual(
    success([
      { position: 'a', portals: [7] },
      { position: 'b', portals: [] },
      { position: 'c', portals: [9, 8] },
    ]),
  );
});

test('a journal that ends without a body has nothing new, and that is no warning', async () => {
  const { journal, end } = world({ a: holding(uninstallOf(7)) });
  end.isEmptyList = false;
  expect(await journal.read(null)).toEqual(success([{ position: 'a', portals: [7] }]));
  expect(await journal.read('a')).toEqual(success([]));
  const lines: string[] = [];
  const look = watchUninstalls({
    journal,
    positions: { find: () => Promise.resolve('a'), save: () => Promise.resolve() },
    portals: { find: () => Promise.resolve(null) },
    tokens: { accessToken: () => Promise.resolve(failed({ code: 'disconnected', hubspot: null })) },
    log: createLog({ write: (line: string) => void lines.push(line) }),
  });
  await look();
  expect(lines).toEqual([]);
});

test('a file without a body is not taken for one that names nobody', async () => {
  const { journal } = world({ a: { status: 204, body: null } });
  expect(await journal.read(null)).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
});

const FAILING: readonly File[] = [
  { status: 200, body: { hello: 'world' } },
  { status: 404, body: {} },
  { status: 503, body: {} },
];

test.for(FAILING)('what was read before a file that fails is told: %o', async (file) => {
  const { journal } = world({
    ...{ a: holding(uninstallOf(7)), b: file, c: holding(uninstallOf(9)) },
  });
  expect(await journal.read(null)).toEqual(success([{ position: 'a', portals: [7] }]));
  expect(await journal.read('a')).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
});

test.for(FAILING)(
  'a look gets as far as HubSpot lets it, and the next one goes on there: %o',
  async (file) => {
    const files: Record<string, File> = { a: holding(uninstallOf(7)), b: file };
    const { journal, sent } = world(files);
    const asked: number[] = [];
    let position: string | null = null;
    const look = watchUninstalls({
      journal,
      positions: {
        find: () => Promise.resolve(position),
        save: (_journal, next) => Promise.resolve(void (position = next)),
      },
      portals: {
        find: (portalId) => {
          asked.push(portalId);
          return Promise.resolve(null);
        },
      },
      tokens: {
        accessToken: () => Promise.resolve(failed({ code: 'disconnected', hubspot: null })),
      },
      log: createLog({ write: () => undefined }),
    });
    await look();
    await look();
    expect([position, asked]).toEqual(['a', [7]]);
    expect(sent.filter((url) => url.includes('earliest'))).toHaveLength(1);
    files['b'] = holding(uninstallOf(9));
    await look();
    expect([position, asked]).toEqual(['b', [7, 9]]);
  },
);
