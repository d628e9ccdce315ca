import { expect, test } from 'vitest';
import { onEveryStore } from '../stores.ts';

onEveryStore('an opened store', (store) => {
  test('answers a ping', async () => {
    await expect(store().database.ping()).resolves.toBeUndefined();
  });
});
