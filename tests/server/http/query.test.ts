// Which of a request's query is looked at.
import { expect, test, vi } from 'vitest';
import { givenIn, queryOf } from '../../../server/http/query.ts';

test('what is given once is a text, more than once a list, and not at all nothing', () => {
  const query = queryOf('/api/overview?search=a+b%20c&from=0-1&from=0-2&to=&userId=7');
  expect(givenIn(query, ['search', 'from', 'to', 'page'])).toEqual({
    search: 'a b c',
    from: ['0-1', '0-2'],
    to: '',
  });
});

test('what nobody asked for is walked through once a name, however often it comes', () => {
  const walks = vi.spyOn(URLSearchParams.prototype, 'getAll');
  const query = queryOf(`/api/overview?search=x${'&a'.repeat(7_700)}`);
  expect(givenIn(query, ['search', 'page'])).toEqual({ search: 'x' });
  expect(walks).toHaveBeenCalledTimes(2);
  walks.mockRestore();
});
