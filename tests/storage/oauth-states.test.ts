// OAuth states: for one browser, once, for ten minutes.
import { expect, test } from 'vitest';
import { createOauthStates, STATE_LIFETIME_MS } from '../../server/storage/oauth-states.ts';
import { fakeClock } from '../server/fake-clock.ts';
import { onEveryStore } from '../stores.ts';

onEveryStore('an OAuth state', (store) => {
  const prepare = () => {
    const clock = fakeClock();
    return { clock, states: createOauthStates(store().database.db, clock) };
  };

  test('is good for the browser it was made for', async () => {
    const { states } = prepare();
    const { state, browserSecret } = await states.issue();
    expect(await states.use(state, browserSecret)).toBe('good');
  });

  test('is good only once', async () => {
    const { states } = prepare();
    const { state, browserSecret } = await states.issue();
    await states.use(state, browserSecret);
    expect(await states.use(state, browserSecret)).toBe('used');
  });

  test('is good for one of ten callers at once', async () => {
    const { states } = prepare();
    const { state, browserSecret } = await states.issue();
    const checks = await Promise.all(
      Array.from({ length: 10 }, () => states.use(state, browserSecret)),
    );
    expect(checks.filter((check) => check === 'good')).toHaveLength(1);
    expect(checks.filter((check) => check === 'used')).toHaveLength(9);
  });

  test('is not used up by another browser or by none', async () => {
    const { states } = prepare();
    const { state, browserSecret } = await states.issue();
    const other = await states.issue();
    expect(await states.use(state, other.browserSecret)).toBe('other_browser');
    expect(await states.use(state, '')).toBe('other_browser');
    expect(await states.use(state, null)).toBe('other_browser');
    expect(await states.use(state, browserSecret)).toBe('good');
  });

  test('is unknown where it was never made', async () => {
    const { states } = prepare();
    const { browserSecret } = await states.issue();
    expect(await states.use('', browserSecret)).toBe('unknown');
    expect(await states.use("' or 1=1 --", browserSecret)).toBe('unknown');
  });

  test('expires after ten minutes, to the millisecond', async () => {
    const { states, clock } = prepare();
    const first = await states.issue();
    const second = await states.issue();
    clock.advance(STATE_LIFETIME_MS - 1);
    expect(await states.use(first.state, first.browserSecret)).toBe('good');
    clock.advance(1);
    expect(await states.use(second.state, second.browserSecret)).toBe('expired');
  });

  test('is forgotten some time after it expired', async () => {
    const { states, clock } = prepare();
    const old = await states.issue();
    clock.advance(2 * STATE_LIFETIME_MS + 1);
    await states.issue();
    expect(await states.use(old.state, old.browserSecret)).toBe('unknown');
  });

  test('is stored as a hash only, like the browser’s secret', async () => {
    const { states } = prepare();
    const { state, browserSecret } = await states.issue();
    const rows = await store().database.db.selectFrom('oauth_states').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(state);
    expect(JSON.stringify(rows)).not.toContain(browserSecret);
  });
});
