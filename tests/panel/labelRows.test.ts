// Order, search and pages of the labels table.
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import {
  labelRowsOf,
  matchingRows,
  pageOf,
  ROWS_PER_PAGE,
} from '../../src/app/settings/panel/state/labelRows.ts';
import { dealToCompany, wideDirection } from './portal.ts';

const names = (rows: ReturnType<typeof labelRowsOf>) => rows.map(({ row }) => row.label);

test('all associations come first, then HubSpot’s labels, then the others by name', () => {
  expect(names(labelRowsOf(dealToCompany))).toEqual([
    null,
    'Primary',
    'Biller',
    'Partner',
    'Shipper',
  ]);
});

test('numbers in names are counted, not spelt', () => {
  const sorted = names(labelRowsOf(wideDirection(12)));
  expect(sorted.slice(0, 3)).toEqual(['Label 1', 'Label 2', 'Label 3']);
  expect(sorted.at(-1)).toBe('Label 12');
});

test('search looks into names in any case, and finds the unlabelled type by what it is called', () => {
  const rows = labelRowsOf(dealToCompany);
  expect(names(matchingRows(rows, ' PART '))).toEqual(['Partner']);
  expect(names(matchingRows(rows, 'no label'))).toEqual([null]);
  expect(matchingRows(rows, 'zzz')).toEqual([]);
});

test('search finds an I in any case, also in a Turkish browser', () => {
  const spy = vi.spyOn(String.prototype, 'toLocaleLowerCase');
  spy.mockImplementation(function (this: string) {
    return this.replaceAll('I', 'ı').toLowerCase();
  });
  expect(names(matchingRows(labelRowsOf(dealToCompany), 'PRIMARY'))).toEqual(['Primary']);
  spy.mockRestore();
});

test('the pages of a list hold each item once, in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), (count) => {
      const items = Array.from({ length: count }, (_, index) => index);
      const { pageCount } = pageOf(items, 1);
      const pages = Array.from({ length: pageCount }, (_, index) => pageOf(items, index + 1));
      expect(pages.flatMap((page) => page.items)).toEqual(items);
      expect(pages.every((page) => page.items.length <= ROWS_PER_PAGE)).toBe(true);
    }),
  );
});

test('a page that is no longer there becomes the last one', () => {
  expect(pageOf([1, 2, 3], 9)).toEqual({ items: [1, 2, 3], page: 1, pageCount: 1 });
});
