// What is kept of an unexpected error: where it happened, and nothing that a person typed.
import { expect, test } from 'vitest';
import { faultOf } from '../../server/log.ts';

test('a database’s error keeps its code and place, and neither message, statement nor row', () => {
  const error = Object.assign(new Error('planted-secret\n at planted-secret'), {
    ...{ code: '22P05', detail: 'Key (planted-secret)', params: ['planted-secret'] },
    query: 'select planted-secret',
  });
  const fault = faultOf(error);
  expect(fault).toMatchObject({ name: 'Error', code: '22P05' });
  expect(fault.at[0]).toContain('log.test.ts');
  expect(JSON.stringify(fault)).not.toContain('planted-secret');
});

test('what is no error says of which kind it is', () => {
  expect(faultOf('planted-secret')).toEqual({ name: 'string', at: [] });
});
