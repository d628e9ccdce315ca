// How `npm start` ends: because somebody stops it, or because its server ended by itself.
import { expect, test } from 'vitest';
import { untilStopped } from '../../scripts/until-stopped.ts';

const LOG = '.data/local/server.log';

/** A local portal whose server ends when told to, or when it is closed. */
function fakeLocal() {
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const told: string[] = [];
  const close = (): Promise<void> => {
    told.push('closed');
    end(0);
    return Promise.resolve();
  };
  return { end, told, local: { ended, close, serverLog: LOG } };
}

test('a server that ended by itself is told in one line, everything closes, and the code is 1', async () => {
  for (const code of [0, 1, 137]) {
    const { end, told, local } = fakeLocal();
    const exit = untilStopped(
      local,
      () => undefined,
      (line) => told.push(line),
    );
    end(code);
    expect(await exit).toBe(1);
    expect(told).toEqual(['closed', `The server stopped; see ${LOG}`]);
  }
});

test('what somebody stops ends without a word, with the server’s own code', async () => {
  const { told, local } = fakeLocal();
  const exit = untilStopped(
    local,
    (stop) => setImmediate(stop),
    (line) => told.push(line),
  );
  expect(await exit).toBe(0);
  expect(told).toEqual(['closed']);
});
